//! How the report looks, on a screen and on paper.

/// The style sheet. Colours are never alone: every bar bears its number.
pub(super) const STYLE: &str = "
:root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--bar:#2f5d9b;--wash:#f3f6fa}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:24px;font:15px/1.6 'Noto Sans KR','Noto Sans CJK KR','Malgun Gothic','Apple SD Gothic Neo',sans-serif;color:var(--ink);background:#fff;word-break:keep-all;overflow-wrap:anywhere}
h1{font-size:26px;margin:0}h2{font-size:19px;margin:36px 0 10px;padding-bottom:4px;border-bottom:2px solid var(--ink)}
header p,.note{color:var(--soft);margin:6px 0 12px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:12px;margin:16px 0}
.card{border:1px solid var(--line);border-radius:8px;padding:12px 14px;background:var(--wash)}
.card b,.card span{display:block;font-weight:400;color:var(--soft);font-size:13px}.card strong{font-size:28px}
table{border-collapse:collapse;width:100%;margin:10px 0;font-size:13.5px}
th,td{border:1px solid var(--line);padding:5px 8px;text-align:left;vertical-align:top}
thead th{background:var(--wash)}tbody th{font-weight:500}#months tbody th{white-space:nowrap}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
svg{display:block;width:100%;height:auto;margin:8px 0}svg text{font-size:13px;fill:var(--ink)}svg .bar{fill:var(--bar)}svg .axis{stroke:var(--line)}
.steps{padding-left:20px}.steps li{margin:8px 0}.box{display:inline-block;width:14px;height:14px;border:1.5px solid var(--ink);margin-right:8px;vertical-align:-2px}
.lesson{border:1px solid var(--line);border-radius:8px;padding:18px 22px;margin:24px 0}.lesson h2{margin-top:0}
.lesson ul{font-size:18px;line-height:2}.lesson li{font-family:'D2Coding','Noto Sans Mono CJK KR',monospace}
@media print{body{max-width:none;padding:0;font-size:11pt}.cards{grid-template-columns:repeat(3,1fr)}h2{break-after:avoid}tr,.card,svg{break-inside:avoid}thead{display:table-header-group}.lesson{break-before:page;border:0;padding:0}@page{size:A4;margin:16mm}}
";
