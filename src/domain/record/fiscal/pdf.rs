//! A page of text as PDF, for those who ask to have documents attached (R-FISC-04).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::domain::person::documents::plain;

/// One page that says these lines, in base64.
pub(super) fn page(lines: &[String]) -> String {
    let shown: String = lines.iter().map(|line| format!("({}) ' ", escaped(line))).collect();
    let text = format!("BT /F1 11 Tf 14 TL 56 760 Td {shown}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R \
         /Resources << /Font << /F1 4 0 R >> >> >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
    ];
    STANDARD.encode(document(&objects))
}

fn document(objects: &[String]) -> String {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (at, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let (start, count) = (file.len(), objects.len() + 1);
    file + &format!(
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n<< /Size {count} /Root 1 0 R >>\n\
         startxref\n{start}\n%%EOF\n"
    )
}

/// Standard fonts show plain letters; brackets and backslashes mean something.
fn escaped(line: &str) -> String {
    let letters = plain(line).replace('Ñ', "N");
    letters.chars().filter(|letter| letter.is_ascii() && !"()\\".contains(*letter)).collect()
}
