// Addresses of scripts where the page asks for Trusted Types: one policy, named `garim`, for the addresses made here only.

interface UrlPolicy {
  createScriptURL(url: string): unknown;
}

let policy: UrlPolicy | undefined;
let allowed = "";

/** An address as `new Worker` takes it. */
export function trusted(url: string): string {
  const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: UrlPolicy): UrlPolicy } }).trustedTypes;
  if (!types) return url;
  allowed = url;
  policy ??= types.createPolicy("garim", {
    createScriptURL: (wanted) => {
      if (wanted !== allowed) throw new TypeError("not an address of garim");
      return wanted;
    },
  });
  return policy.createScriptURL(url) as string;
}
