// The package's Trusted Types policy, `garim`, one for each window: markup that only ever comes from the editor's own content.

interface Policy {
  createHTML(text: string): string;
}

const policies = new WeakMap<object, Policy | null>();

/** Markup as a page with Trusted Types wants it; unchanged where there are none. */
export function trusted(win: object, html: string): string {
  let policy = policies.get(win);
  if (policy === undefined) {
    const types = (win as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes;
    try {
      policy = types?.createPolicy("garim#html", { createHTML: (text) => text }) ?? null;
    } catch {
      policy = null;
    }
    policies.set(win, policy);
  }
  return policy ? policy.createHTML(html) : html;
}
