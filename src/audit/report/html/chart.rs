//! Charts as SVG: lying bars and standing columns. Whole numbers only; every bar bears its number, so that nothing hangs on colour.

use super::{escaped, grouped};
use crate::audit::count::Share;

/// Lying bars with their names before and numbers behind them.
pub(super) fn bars(title: &str, bars: &[(String, u64)]) -> String {
    let most = bars.iter().map(|b| b.1).max().unwrap_or(0);
    if most == 0 {
        return String::new();
    }
    let height = bars.len() * 26 + 8;
    let mut out = opening(title, 900, height);
    for (i, (name, count)) in bars.iter().enumerate() {
        let (y, long) = (i * 26 + 4, u64::max(count * 540 / most, u64::from(*count > 0)));
        out += &format!(
            "<text x=\"250\" y=\"{}\" text-anchor=\"end\">{}</text><rect class=\"bar\" x=\"260\" y=\"{y}\" width=\"{long}\" height=\"18\"/>\
             <text x=\"{}\" y=\"{}\">{}</text>",
            y + 14,
            escaped(&short(name)),
            268 + long,
            y + 14,
            grouped(*count)
        );
    }
    out + "</svg>"
}

/// Standing columns: a name, a share in ten-thousandths, a count.
pub(super) fn columns(title: &str, columns: &[(String, u64, u64)]) -> String {
    let most = columns.iter().map(|c| c.1).max().unwrap_or(0);
    if most == 0 {
        return String::new();
    }
    let wide = 880 / columns.len().max(1);
    let mut out = opening(title, 900, 220);
    out += "<line class=\"axis\" x1=\"10\" y1=\"180\" x2=\"890\" y2=\"180\"/>";
    for (i, (name, share, _)) in columns.iter().enumerate() {
        let (x, high) = (10 + i * wide, share * 140 / most);
        let middle = x + wide / 2;
        let percent = Share { share: *share, ..Share::default() }.percent();
        // Every other name where they would touch.
        let name = if wide < 60 && i % 2 == 1 { String::new() } else { escaped(name.get(2..).unwrap_or(name)) };
        out += &format!(
            "<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{high}\"/><text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{percent}</text>\
             <text x=\"{middle}\" y=\"198\" text-anchor=\"middle\">{name}</text>",
            x + wide / 6,
            180 - high,
            wide * 2 / 3,
            174 - high
        );
    }
    out + "</svg>"
}

fn opening(title: &str, width: usize, height: usize) -> String {
    let title = escaped(title);
    format!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>")
}

/// A name that fits before its bar.
fn short(name: &str) -> String {
    let mut out: String = name.chars().take(17).collect();
    if name.chars().nth(17).is_some() {
        out.push('…');
    }
    out
}
