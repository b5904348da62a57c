// 어느 폴더에 두어도 되도록 주소를 상대 경로로 적습니다. 엔진을 스크립트 안에 넣지 않습니다.
export default { base: "./", build: { assetsInlineLimit: 0 }, optimizeDeps: { exclude: ["garim"] } };
