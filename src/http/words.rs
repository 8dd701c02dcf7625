//! The widget's own words for what the API says in whatever language: the rows of institutions, the names of resources.

use crate::domain::vocabulary::catalogue::LOCALES;

/// In the order of [`LOCALES`].
pub(super) type Words = [&'static str; LOCALES.len()];

/// What the rows of the sandbox's institutions say: labels, placeholders, messages, choices, and names that tell what an
/// institution is for.
const ROWS: &[(&[&str], Words)] = &[
    (&["Conta"], ["Account", "Cuenta", "Conta"]),
    (&["Conta 2"], ["Second account", "Segunda cuenta", "Segunda conta"]),
    (&["username", "usuário"], ["Username", "Usuario", "Usuário"]),
    (&["password", "senha", "Senha", "Contraseña"], ["Password", "Contraseña", "Senha"]),
    (&["Senha 2"], ["Second password", "Segunda contraseña", "Segunda senha"]),
    (&["Delay seconds"], ["Delay in seconds", "Segundos de espera", "Segundos de espera"]),
    (&["Opções de acesso"], ["Kind of document", "Tipo de documento", "Tipo de documento"]),
    (
        &["Identification (invalid)"],
        ["Identification (invalid)", "Identificación (inválida)", "Identificação (inválida)"],
    ),
    (&["Passport (valid)"], ["Passport (valid)", "Pasaporte (válido)", "Passaporte (válido)"]),
    (
        &["Número de identificación."],
        ["Identification number", "Número de identificación", "Número de identificação"],
    ),
    (
        &["Ej: LOLJ970312MBSPPN08"],
        ["e.g. LOLJ970312MBSPPN08", "Ej.: LOLJ970312MBSPPN08", "Ex.: LOLJ970312MBSPPN08"],
    ),
    (
        &["Credenciales incorrectas", "Credenciales incorrectas."],
        ["Incorrect credentials", "Credenciales incorrectas", "Credenciais incorretas"],
    ),
    (&["Contraseña incorrecta"], ["Incorrect password", "Contraseña incorrecta", "Senha incorreta"]),
    (&["8 a 11 dígitos"], ["8 to 11 digits", "8 a 11 dígitos", "8 a 11 dígitos"]),
    (&["Requiere 6 dígitos"], ["6 digits", "6 dígitos", "6 dígitos"]),
    (
        &["Requiere 1 y 16 caracteres", "Requer entre 1 e 16 caracteres"],
        ["1 to 16 letters, digits or _", "1 a 16 letras, dígitos o _", "1 a 16 letras, dígitos ou _"],
    ),
    (
        &["Requiere 11 dígitos o 11 dígitos con formato 123.456.789-01"],
        [
            "11 digits, as they are or as 123.456.789-01",
            "11 dígitos, seguidos o como 123.456.789-01",
            "11 dígitos, seguidos ou como 123.456.789-01",
        ],
    ),
    (
        &["La CURP tiene que ser de 18 caracteres y mayúsculas"],
        [
            "A CURP has 18 characters, in capitals",
            "La CURP tiene 18 caracteres, en mayúsculas",
            "A CURP tem 18 caracteres, em maiúsculas",
        ],
    ),
    (
        &["Heimdall Bank (teste de MFA)", "Heimdall Bank (Pruebas MFA)"],
        ["Heimdall Bank (MFA test)", "Heimdall Bank (prueba MFA)", "Heimdall Bank (teste de MFA)"],
    ),
    (
        &["Iron Bank (Advanced login)"],
        ["Iron Bank (advanced login)", "Iron Bank (acceso avanzado)", "Iron Bank (acesso avançado)"],
    ),
];

/// What a token's `fetch_resources` mean to the person who is asked for a consent.
const RESOURCES: &[(&str, Words)] = &[
    ("ACCOUNTS", ["accounts", "cuentas", "contas"]),
    ("BALANCES", ["balances", "saldos", "saldos"]),
    ("BILLS", ["card bills", "estados de cuenta de tarjetas", "faturas de cartão"]),
    ("EMPLOYMENT_RECORDS", ["employment history", "historial laboral", "histórico de emprego"]),
    ("EXCHANGES", ["exchange operations", "operaciones de cambio", "operações de câmbio"]),
    ("FINANCIAL_STATEMENTS", ["financial statements", "estados financieros", "demonstrações financeiras"]),
    ("INCOMES", ["incomes", "ingresos", "rendas"]),
    ("INVESTMENTS", ["investments", "inversiones", "investimentos"]),
    (
        "INVESTMENT_TRANSACTIONS",
        ["investment transactions", "movimientos de inversiones", "transações de investimentos"],
    ),
    ("INVOICES", ["invoices", "facturas", "notas fiscais"]),
    ("RECURRING_EXPENSES", ["recurring expenses", "gastos recurrentes", "despesas recorrentes"]),
    ("RISK_INSIGHTS", ["risk indicators", "indicadores de riesgo", "indicadores de risco"]),
    ("TAX_COMPLIANCE_STATUS", ["tax compliance", "cumplimiento fiscal", "regularidade fiscal"]),
    ("TAX_RETENTIONS", ["tax retentions", "retenciones de impuestos", "retenções de impostos"]),
    ("TAX_RETURNS", ["tax returns", "declaraciones de impuestos", "declarações de impostos"]),
    ("TAX_STATUS", ["tax status", "situación fiscal", "situação fiscal"]),
    ("TRANSACTIONS", ["transactions", "movimientos", "transações"]),
    (
        "OWNERS",
        ["your name and contact details", "tu nombre y datos de contacto", "seu nome e dados de contato"],
    ),
];

/// What a row of an institution says, in the widget's language where it is known.
pub(super) fn of_row<'a>(said: &'a str, locale: &str) -> &'a str {
    ROWS.iter().find(|(known, _)| known.contains(&said)).map_or(said, |(_, words)| in_language(words, locale))
}

/// Those of these resources that are known, each once, for people.
pub(super) fn of_resources(names: &[String], locale: &str) -> Vec<&'static str> {
    let asked = RESOURCES.iter().filter(|(known, _)| names.iter().any(|name| name == known));
    asked.map(|(_, words)| in_language(words, locale)).collect()
}

/// In one of the languages.
pub(super) fn in_language(words: &Words, locale: &str) -> &'static str {
    words[LOCALES.iter().position(|name| *name == locale).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const TEXTS: [&str; 3] = ["label", "placeholder", "validation_message"];

    /// Names of documents, and samples, are the same in every language.
    fn needs_words(text: &str) -> bool {
        !["NIT", "CPF", "CURP", "Token"].contains(&text) && text.chars().any(char::is_alphabetic)
    }

    fn collect(row: &Value, found: &mut Vec<String>) {
        found.extend(TEXTS.iter().filter_map(|key| row[key].as_str().map(str::to_owned)));
        for key in ["form_fields", "values"] {
            row[key].as_array().into_iter().flatten().for_each(|each| collect(each, found));
        }
    }

    #[test]
    fn all_that_the_rows_of_the_sandbox_say_is_known() {
        let rows = include_str!("../../assets/institutions.json");
        let rows: Vec<Value> = serde_json::from_str(rows).expect("rows");
        let mut texts = Vec::new();
        rows.iter().for_each(|row| collect(row, &mut texts));
        texts.retain(|text| needs_words(text));
        assert!(texts.len() > 20, "{texts:?}");
        let known: Vec<&str> = ROWS.iter().flat_map(|(said, _)| said.iter().copied()).collect();
        let unknown: Vec<&String> = texts.iter().filter(|text| !known.contains(&text.as_str())).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        let names: Vec<&str> = rows.iter().filter_map(|row| row["display_name"].as_str()).collect();
        let gone =
            known.iter().filter(|said| !names.contains(said) && !texts.iter().any(|text| text == *said));
        assert_eq!(gone.collect::<Vec<_>>(), Vec::<&&str>::new(), "no row says it");
    }

    #[test]
    fn what_is_not_known_stays_or_is_left_out() {
        assert_eq!((of_row("Senha", "en"), of_row("Clave", "en")), ("Password", "Clave"));
        let asked = ["OWNERS", "X", "OWNERS", "ACCOUNTS"].map(str::to_owned);
        assert_eq!(of_resources(&asked, "es"), ["cuentas", "tu nombre y datos de contacto"]);
    }
}
