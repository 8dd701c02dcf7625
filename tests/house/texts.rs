//! What people read in the widget, word for word, in three languages (W-FLOW-14, W-CODE-17).

#![allow(clippy::disallowed_methods, reason = "a test of the files that are served reads them")]

use std::path::Path;

use belvo_emulator::domain::vocabulary::catalogue::Code;
use serde_json::{Map, Value};

const LOCALES: [&str; 3] = ["en", "es", "pt"];

/// The key, and the words in English, Spanish and Portuguese.
const WORDS: &[(&str, [&str; 3])] = &[
    ("intro", ["Link your account", "Vincula tu cuenta", "Conecte sua conta"]),
    (
        "intro.named",
        [
            "{c} uses Belvo to connect your account",
            "{c} usa Belvo para conectar tu cuenta",
            "{c} usa a Belvo para conectar sua conta",
        ],
    ),
    ("terms", ["Privacy policy", "Política de privacidad", "Política de privacidade"]),
    ("nav.continue", ["Continue", "Continuar", "Continuar"]),
    ("nav.back", ["Back", "Atrás", "Voltar"]),
    ("nav.close", ["Close", "Cerrar", "Fechar"]),
    ("nav.help", ["Help", "Ayuda", "Ajuda"]),
    (
        "help",
        [
            "Offline emulator: no bank is contacted.",
            "Emulador sin conexión: no se contacta a ningún banco.",
            "Emulador offline: nenhum banco é contatado.",
        ],
    ),
    ("inst", ["Select your institution", "Selecciona tu institución", "Selecione sua instituição"]),
    ("inst.search", ["Search", "Buscar", "Buscar"]),
    (
        "inst.social",
        [
            "More than 5 million users have securely connected their accounts.",
            "Más de 5 millones de usuarios ya conectaron sus cuentas con seguridad.",
            "Mais de 5 milhões de usuários já conectaram com segurança suas contas.",
        ],
    ),
    (
        "inst.none",
        ["No institution matches", "Ninguna institución coincide", "Nenhuma instituição encontrada"],
    ),
    ("inst.off", ["Temporarily unavailable", "No disponible por el momento", "Temporariamente indisponível"]),
    ("cred", ["Log in to {i}", "Ingresa a {i}", "Acesse {i}"]),
    ("cred.update", ["Update your access to {i}", "Actualiza tu acceso a {i}", "Atualize seu acesso a {i}"]),
    ("connect", ["Connect", "Conectar", "Conectar"]),
    ("field.required", ["Required", "Obligatorio", "Obrigatório"]),
    ("field.format", ["Check the format", "Revisa el formato", "Verifique o formato"]),
    ("loading", ["Connecting…", "Conectando…", "Conectando…"]),
    ("mfa", ["Enter your token", "Ingresa tu token", "Digite seu token"]),
    ("mfa.send", ["Send", "Enviar", "Enviar"]),
    ("mfa.left", ["{n} seconds left", "Quedan {n} segundos", "Restam {n} segundos"]),
    ("mfa.confirmed", ["I have confirmed", "Ya confirmé", "Já confirmei"]),
    ("ok", ["Account connected", "Cuenta conectada", "Conta conectada"]),
    ("ok.done", ["Done", "Finalizar", "Finalizar"]),
    ("ok.return", ["You can go back to {c}", "Ya puedes volver a {c}", "Você já pode voltar para {c}"]),
    ("retry", ["Try again", "Intentar de nuevo", "Tentar novamente"]),
    (
        "err.scope",
        [
            "The access token lacks the scope {n}",
            "Al token de acceso le falta el scope {n}",
            "Falta o scope {n} no token de acesso",
        ],
    ),
    (
        "err.callback",
        [
            "Cannot start: createWidget(access_token, { callback }) needs a `callback` function",
            "No puede iniciar: createWidget(access_token, { callback }) necesita una función `callback`",
            "Não pode iniciar: createWidget(access_token, { callback }) precisa de uma função `callback`",
        ],
    ),
    (
        "exit",
        [
            "Are you sure you want to exit the process?",
            "¿Seguro que quieres salir del proceso?",
            "Tem certeza de que deseja sair do processo?",
        ],
    ),
    ("exit.leave", ["Exit", "Salir", "Sair"]),
    ("exit.stay", ["Stay", "Quedarme", "Ficar"]),
    ("survey", ["Why did you stop?", "¿Por qué no continuaste?", "Por que você não continuou?"]),
    ("survey.send", ["Send", "Enviar", "Enviar"]),
    ("survey.skip", ["Skip", "Omitir", "Pular"]),
    (
        "survey.missing",
        ["My institution is not listed", "Mi institución no aparece", "Minha instituição não aparece"],
    ),
    (
        "survey.trust",
        [
            "I do not want to share my data",
            "No quiero compartir mis datos",
            "Não quero compartilhar meus dados",
        ],
    ),
    (
        "survey.credentials",
        ["I do not have my credentials", "No tengo mis credenciales", "Não tenho minhas credenciais"],
    ),
    ("survey.other", ["Other reason", "Otro motivo", "Outro motivo"]),
    ("mark", ["Emulator", "Emulador", "Emulador"]),
];

/// The code, and title and text of its screen in English, Spanish and Portuguese.
const SCREENS: &[(&str, [(&str, &str); 3])] = &[
    (
        "institution_down",
        [
            (
                "Something went wrong",
                "The institution you tried to access is temporarily unavailable. Please come back in a bit and we will be able to process your request",
            ),
            (
                "Ha habido un error",
                "Esta institución está temporalmente inaccesible. Por favor, inténtalo de nuevo más tarde y podremos procesar tu petición",
            ),
            (
                "Ocorreu um erro",
                "Esta instituição está temporariamente inacessível. Tente novamente mais tarde e poderemos processar sua solicitação",
            ),
        ],
    ),
    (
        "institution_unavailable",
        [
            (
                "Something went wrong",
                "The institution you tried to access is temporarily unavailable. Please come back in a bit and we will be able to process your request.",
            ),
            (
                "Ha habido un error",
                "Esta institución está temporalmente inaccesible. Por favor, inténtalo de nuevo más tarde y podremos procesar tu petición",
            ),
            (
                "Ocorreu um erro",
                "O serviço está temporariamente inacessível. Tente novamente mais tarde e poderemos processar sua solicitação",
            ),
        ],
    ),
    (
        "unexpected_error",
        [
            (
                "Something went wrong",
                "There was an error linking your account. Please try again, and if the problem persists, we will try to fix it as soon as possible.",
            ),
            (
                "Ha habido un error",
                "Hemos tenido un error vinculando tu cuenta. Por favor, inténtalo de nuevo y si el problema persiste, lo arreglaremos lo más pronto posible",
            ),
            (
                "Ocorreu um erro",
                "Ocorreu um erro ao vincular sua conta. Tente novamente e, se o problema persistir, o corrigiremos o mais breve possível",
            ),
        ],
    ),
    (
        "unsupported_operation",
        [
            (
                "Something went wrong",
                "There was an error with your request. Please try again, and if the problem persists, we will try to fix it as soon as possible",
            ),
            (
                "Ha habido un error",
                "Hemos tenido un error con tu petición. Por favor, inténtalo de nuevo y si el problema persiste, lo arreglaremos lo más pronto posible",
            ),
            (
                "Ocorreu um erro",
                "Ocorreu um erro com a sua solicitação. Tente novamente e, se o problema persistir, o corrigiremos o mais breve possível",
            ),
        ],
    ),
    (
        "session_expired",
        [
            (
                "Please try again!",
                "Please try again to link your account as the session with this institution just expired",
            ),
            (
                "Por favor, ingresa de nuevo",
                "Por favor, ingresa de nuevo tus credenciales ya que la sesión con esta institución ha expirado",
            ),
            (
                "Por favor, faça login novamente",
                "A sessão com essa instituição expirou. Por favor, digite suas credenciais novamente",
            ),
        ],
    ),
    (
        "session_expired_ob",
        [
            (
                "Session expired",
                "Your connection session expired, please refresh the page to try again to link your account",
            ),
            (
                "Sesión expirada",
                "Tu sesión expiró, actualiza la página e intenta vincular tu cuenta de nuevo.",
            ),
            (
                "Sessão expirada",
                "Sua sessão expirou, atualize a página e tente vincular sua conta novamente.",
            ),
        ],
    ),
    (
        "too_many_sessions",
        [
            (
                "A session is already open",
                "It seems you are logged in to your account with another device. This institution only allows one logged in session at a time. Log out and try linking your account again.",
            ),
            (
                "Demasiadas sesiones abiertas",
                "Parece que ya hay una sesión abierta en esta institución con tu usuario. Esta institución solo permite una sesión abierta a la vez.",
            ),
            (
                "Muitas sessões abertas",
                "Parece que já existe uma sessão aberta nesta instituição com seu usuário. Esta instituição permite apenas uma sessão aberta por vez",
            ),
        ],
    ),
    (
        "token_required",
        [
            ("Invalid token", "It looks like the token has expired, generate a new one and try again."),
            (
                "Token inválido",
                "Es probable que el token haya caducado, genera uno nuevo y vuelve a intentarlo",
            ),
            ("Token inválido", "É provável que o token tenha expirado, gere um novo e tente novamente"),
        ],
    ),
    (
        "request_timeout",
        [
            (
                "The connection has timed out",
                "The response took too long and the connection could not be established successfully. Please try again in a few minutes.",
            ),
            (
                "La conexión ha expirado",
                "El tiempo de respuesta ha sido demasiado largo y la conexión no se ha podido establecer. Por favor, inténtalo de nuevo en unos minutos.",
            ),
            (
                "Tempo limite de conexão atingido",
                "O tempo de resposta está demorando mais do que o normal e a conexão não pode ser estabelecida. Por favor, tente novamente em alguns minutos.",
            ),
        ],
    ),
    (
        "login_error",
        [
            ("Could not log in", "Check your credentials and try again."),
            ("No se pudo ingresar", "Revisa tus credenciales e inténtalo de nuevo."),
            ("Não foi possível entrar", "Verifique suas credenciais e tente novamente."),
        ],
    ),
    (
        "duplicated",
        [
            ("Account already connected", "This account is already linked."),
            ("Cuenta ya conectada", "Esta cuenta ya está vinculada."),
            ("Conta já conectada", "Esta conta já está vinculada."),
        ],
    ),
];

/// The texts of a language, read from the module that is served.
fn texts(locale: &str) -> Map<String, Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/widget/texts/{locale}.js"));
    let module = std::fs::read_to_string(path).expect("a module");
    let object = module.trim().strip_prefix("export default ").and_then(|text| text.strip_suffix(",\n};"));
    let object = object.unwrap_or_else(|| panic!("{locale}: one object, a comma after the last text"));
    serde_json::from_str(&format!("{object}}}")).unwrap_or_else(|why| panic!("{locale}: {why}"))
}

#[test]
fn w_flow_14_every_language_says_everything_and_each_thing_once() {
    let keys = |locale: &str| texts(locale).keys().cloned().collect::<Vec<_>>();
    for locale in LOCALES {
        assert_eq!(keys(locale), keys("en"), "{locale}: the same keys in the same order");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/widget/texts/{locale}.js"));
        let lines = std::fs::read_to_string(path).expect("a module").matches("\": \"").count();
        assert_eq!(lines, keys(locale).len(), "{locale}: no key stands twice");
    }
}

#[test]
fn w_flow_14_the_words_are_those_that_were_agreed_on() {
    for (index, locale) in LOCALES.into_iter().enumerate() {
        let texts = texts(locale);
        for (key, words) in WORDS {
            assert_eq!(texts.get(*key).and_then(Value::as_str), Some(words[index]), "{locale} {key}");
        }
    }
}

/// What is filled in is the same in every language.
#[test]
fn a_text_has_the_same_gaps_in_every_language() {
    let gaps = |text: &Value| {
        let text = text.as_str().unwrap_or_default();
        ["{c}", "{i}", "{n}"].map(|gap| text.matches(gap).count())
    };
    for (key, english) in texts("en") {
        for locale in LOCALES {
            assert_eq!(gaps(&texts(locale)[&key]), gaps(&english), "{locale} {key}");
        }
    }
}

#[test]
fn w_code_17_the_words_of_the_error_screens() {
    for (code, words) in SCREENS {
        for (locale, words) in LOCALES.into_iter().zip(words) {
            assert_eq!(Code::parse(code).expect("a code").screen(locale), *words, "{locale} {code}");
        }
    }
    let not_valid = "The access token was not provided or is not valid";
    assert_eq!(Code::AccessTokenNotValid.screen("en").1, not_valid, "W-CODE-14");
}
