// The only script that stands readable in the page: it inflates the page's own program, which stands beside it as compressed data, and runs it. The policy names the
// hash of both, so that a browser refuses a program that is not the one that was published.
(async () => {
  try {
    const packed = Uint8Array.from(atob(document.getElementById("garim-program").textContent.trim()), (sign) => sign.charCodeAt(0));
    const program = document.createElement("script");
    program.textContent = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    document.body.append(program);
  } catch {
    document.body.append("이 브라우저에서는 점검 화면을 열 수 없습니다. 브라우저를 새 판으로 바꾼 뒤 다시 여십시오. This browser is too old for this page. Nothing was sent anywhere.");
  }
})();
