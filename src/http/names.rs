//! What the widget says below its "?" of the user names that decide.

use serde_json::{Value, json};

use super::words::{Words, in_language};
use crate::domain::link::magic::MAGIC;

/// What comes of each name of [`MAGIC`], for the person at the widget.
const NAMES: &[(&str, Words)] = &[
    ("err_down", ["The bank is down", "El banco está caído", "O banco está fora do ar"]),
    (
        "err_unavailable",
        ["The bank cannot be reached", "No se puede contactar al banco", "Não é possível contatar o banco"],
    ),
    ("err_inactive", ["The bank is switched off", "El banco está desactivado", "O banco está desativado"]),
    ("err_sessions", ["A session is open elsewhere", "Hay otra sesión abierta", "Há outra sessão aberta"]),
    ("err_unexpected", ["Unexpected error", "Error inesperado", "Erro inesperado"]),
    ("err_timeout", ["The bank is too slow", "El banco tarda demasiado", "O banco demora demais"]),
    (
        "err_activation",
        ["Web access is not activated", "El acceso web no se activó", "O acesso web não foi ativado"],
    ),
    (
        "err_duplicated",
        ["The account is connected already", "La cuenta ya está conectada", "A conta já está conectada"],
    ),
    ("err_login_a", ["Wrong credentials", "Credenciales incorrectas", "Credenciais incorretas"]),
    ("err_login_b", ["The account is locked", "La cuenta está bloqueada", "A conta está bloqueada"]),
    ("err_login_c", ["Access is forbidden", "El acceso está prohibido", "O acesso é proibido"]),
    (
        "err_login_d",
        ["Something went wrong at the login", "Algo falló al ingresar", "Algo deu errado ao entrar"],
    ),
    (
        "err_login_e",
        ["Token not supported by Belvo", "Belvo no admite el token", "A Belvo não aceita o token"],
    ),
    ("err_login_f", ["The login was not tried", "No se intentó ingresar", "Não se tentou entrar"]),
    ("err_login_g", ["Credentials are missing", "Faltan credenciales", "Faltam credenciais"]),
    ("mfa_default", ["Asks for a token", "Pide un token", "Pede um token"]),
    ("mfa_qr", ["Shows a QR code", "Muestra un código QR", "Mostra um código QR"]),
    (
        "mfa_numeric",
        [
            "Shows a number, asks for a token",
            "Muestra un número, pide un token",
            "Mostra um número, pede um token",
        ],
    ),
    (
        "mfa_inputless",
        ["Wants to be confirmed in the app", "Se confirma en la app", "É confirmado no aplicativo"],
    ),
    ("mfa_late", ["Every token comes too late", "Todo token llega tarde", "Todo token chega tarde"]),
    (
        "slow_",
        [
            "Connects after so many milliseconds",
            "Conecta tras esos milisegundos",
            "Conecta após esses milissegundos",
        ],
    ),
    (
        "break_retrieve",
        ["Connects; data are refused", "Conecta; se niegan los datos", "Conecta; os dados são recusados"],
    ),
    ("break_day", ["Breaks a day later", "Se rompe un día después", "Quebra um dia depois"]),
    (
        "break_refresh",
        ["Breaks at the next update", "Se rompe al actualizarse", "Quebra na próxima atualização"],
    ),
    (
        "token_retrieve",
        ["Asks for a token with the data", "Pide un token con los datos", "Pede um token com os dados"],
    ),
    (
        "token_day",
        ["Asks for a token a day later", "Pide un token un día después", "Pede um token um dia depois"],
    ),
    (
        "token_refresh",
        [
            "Asks for a token at the next update",
            "Pide un token al actualizarse",
            "Pede um token na próxima atualização",
        ],
    ),
    (
        "forget_day",
        [
            "Loses its credentials after a day",
            "Pierde sus credenciales en un día",
            "Perde as credenciais em um dia",
        ],
    ),
    ("stale_day", ["Loses its data after a day", "Pierde sus datos en un día", "Perde os dados em um dia"]),
    (
        "consent_day",
        [
            "Its consent ends after a day",
            "Su consentimiento vence en un día",
            "O consentimento vence em um dia",
        ],
    ),
    ("employee", ["A salary and five accounts", "Un sueldo y cinco cuentas", "Um salário e cinco contas"]),
    ("two_payrolls", ["Two payroll accounts", "Dos cuentas de nómina", "Duas contas-salário"]),
    ("no_loan", ["A salary, no loan", "Un sueldo, sin préstamos", "Um salário, sem empréstimo"]),
    (
        "one_account",
        ["One account, much cash", "Una cuenta, mucho efectivo", "Uma conta, muito dinheiro vivo"],
    ),
    ("heavy_user", ["Many card payments a day", "Muchos pagos con tarjeta", "Muitos pagamentos com cartão"]),
    ("light_user", ["Few transactions", "Pocos movimientos", "Poucas transações"]),
    (
        "overdrawn",
        ["Below zero before each payday", "En negativo antes de cobrar", "No vermelho antes do pagamento"],
    ),
    ("pensioner", ["Lives on a pension", "Vive de una pensión", "Vive de aposentadoria"]),
    (
        "student",
        ["A small job, money from home", "Un trabajo pequeño, dinero de casa", "Um bico e dinheiro de casa"],
    ),
    ("small_company", ["A small company", "Una empresa pequeña", "Uma empresa pequena"]),
    (
        "user_invalid",
        ["With pass_invalid: wrong", "Con pass_invalid: incorrecto", "Com pass_invalid: incorreto"],
    ),
    (
        "adv_invalid",
        ["With pass_invalid: wrong", "Con pass_invalid: incorrecto", "Com pass_invalid: incorreto"],
    ),
];

/// Every name, as it can be typed, and what comes of it.
pub(super) fn in_words(locale: &str) -> impl Iterator<Item = (String, &'static str)> {
    let words = move |user: &str| {
        let known = NAMES.iter().find(|(name, _)| *name == user);
        known.map(|(_, words)| in_language(words, locale)).unwrap_or_default()
    };
    MAGIC.iter().map(move |row| (row.example(), words(row.user)))
}

/// The same as the widget gets them.
pub(super) fn all(locale: &str) -> Vec<Value> {
    in_words(locale).map(|(user, words)| json!([user, words])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_decides_has_its_words_and_no_other_name_has() {
        let decide: Vec<&str> = MAGIC.iter().map(|row| row.user).collect();
        let worded: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        assert_eq!(worded, decide);
        let empty = NAMES.iter().find(|(_, words)| words.iter().any(|words| words.is_empty()));
        assert_eq!(empty, None);
    }
}
