//! Makes `src/export/cp949.bin` from the index of EUC-KR (WHATWG Encoding Standard), as encoding_rs has it: which syllables KS X 1001 holds, one bit
//! each, lowest first; then the characters of its other rows, two bytes each.

use encoding_rs::EUC_KR;

fn main() -> std::io::Result<()> {
    let of = |lead: u8, trail: u8| {
        let pair = [lead, trail];
        let text = EUC_KR.decode_without_bom_handling_and_without_replacement(&pair)?;
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none()).map(|c| c as u32)
    };
    let mut syllables = vec![0u8; 11_172usize.div_ceil(8)];
    let mut rest = Vec::new();
    for lead in 0xA1..=0xFEu8 {
        for trail in 0xA1..=0xFEu8 {
            let code = of(lead, trail);
            if (0xB0..=0xC8).contains(&lead) {
                let index = code.expect("a syllable") as usize - 0xAC00;
                syllables[index / 8] |= 1 << (index % 8);
            } else {
                rest.extend((code.unwrap_or(0) as u16).to_le_bytes());
            }
        }
    }
    std::fs::write("src/export/cp949.bin", [syllables, rest].concat())
}
