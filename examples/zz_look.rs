use garim::detect::names::features::{COUNT, Feature};
use garim::detect::{candidates, names};
use garim::page::Page;
use std::io::Read;
fn main() {
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).unwrap();
    for line in s.lines() {
        let line = line.replace('⏎', "\n");
        let page = Page::new(&line);
        let mut existing = Vec::new();
        candidates::collect(&page, u64::MAX, &mut existing);
        println!("== {line}");
        for m in names::observe(&page, &existing) {
            let sp = m.span();
            let t: String = char::decode_utf16(page.folded.units()[sp.start as usize..sp.end as usize].iter().copied())
                .map(|c| c.unwrap_or('?'))
                .collect();
            let fs: Vec<String> = (0..COUNT)
                .filter_map(|k| {
                    let f = Feature::ALL[k];
                    let v = m.features.get(f);
                    (v != 0).then(|| format!("{f:?}={v}"))
                })
                .collect();
            println!("  {t} score {} needed {} {}", m.score, names::needed(&m.features), fs.join(" "));
        }
    }
}
