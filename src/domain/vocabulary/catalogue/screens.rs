//! What the widget shows for a code: title and text in English, Spanish and Portuguese (W-CODE-17).

use super::facts::ScreenText;

const WRONG: (&str, &str, &str) = ("Something went wrong", "Ha habido un error", "Ocorreu um erro");

pub(in crate::domain) static DOWN: ScreenText = [
    (
        WRONG.0,
        "The institution you tried to access is temporarily unavailable. Please come back in a bit and we will be able to process your request",
    ),
    (
        WRONG.1,
        "Esta institución está temporalmente inaccesible. Por favor, inténtalo de nuevo más tarde y podremos procesar tu petición",
    ),
    (
        WRONG.2,
        "Esta instituição está temporariamente inacessível. Tente novamente mais tarde e poderemos processar sua solicitação",
    ),
];
pub(in crate::domain) static UNAVAILABLE: ScreenText = [
    (
        WRONG.0,
        "The institution you tried to access is temporarily unavailable. Please come back in a bit and we will be able to process your request.",
    ),
    (
        WRONG.1,
        "Esta institución está temporalmente inaccesible. Por favor, inténtalo de nuevo más tarde y podremos procesar tu petición",
    ),
    (
        WRONG.2,
        "O serviço está temporariamente inacessível. Tente novamente mais tarde e poderemos processar sua solicitação",
    ),
];
/// Also shown for every code that has no text of its own (W-CODE-16).
pub(in crate::domain) static UNEXPECTED: ScreenText = [
    (
        WRONG.0,
        "There was an error linking your account. Please try again, and if the problem persists, we will try to fix it as soon as possible.",
    ),
    (
        WRONG.1,
        "Hemos tenido un error vinculando tu cuenta. Por favor, inténtalo de nuevo y si el problema persiste, lo arreglaremos lo más pronto posible",
    ),
    (
        WRONG.2,
        "Ocorreu um erro ao vincular sua conta. Tente novamente e, se o problema persistir, o corrigiremos o mais breve possível",
    ),
];
pub(in crate::domain) static UNSUPPORTED: ScreenText = [
    (
        WRONG.0,
        "There was an error with your request. Please try again, and if the problem persists, we will try to fix it as soon as possible",
    ),
    (
        WRONG.1,
        "Hemos tenido un error con tu petición. Por favor, inténtalo de nuevo y si el problema persiste, lo arreglaremos lo más pronto posible",
    ),
    (
        WRONG.2,
        "Ocorreu um erro com a sua solicitação. Tente novamente e, se o problema persistir, o corrigiremos o mais breve possível",
    ),
];
pub(in crate::domain) static SESSION: ScreenText = [
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
];
/// Spanish is our own wording: Belvo publishes none.
pub(in crate::domain) static SESSION_OB: ScreenText = [
    (
        "Session expired",
        "Your connection session expired, please refresh the page to try again to link your account",
    ),
    ("Sesión expirada", "Tu sesión expiró, actualiza la página e intenta vincular tu cuenta de nuevo."),
    ("Sessão expirada", "Sua sessão expirou, atualize a página e tente vincular sua conta novamente."),
];
pub(in crate::domain) static TOO_MANY: ScreenText = [
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
];
pub(in crate::domain) static TOKEN: ScreenText = [
    ("Invalid token", "It looks like the token has expired, generate a new one and try again."),
    ("Token inválido", "Es probable que el token haya caducado, genera uno nuevo y vuelve a intentarlo"),
    ("Token inválido", "É provável que o token tenha expirado, gere um novo e tente novamente"),
];
pub(in crate::domain) static TIMEOUT: ScreenText = [
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
];
/// Our own wording.
pub(in crate::domain) static LOGIN: ScreenText = [
    ("Could not log in", "Check your credentials and try again."),
    ("No se pudo ingresar", "Revisa tus credenciales e inténtalo de nuevo."),
    ("Não foi possível entrar", "Verifique suas credenciais e tente novamente."),
];
/// Our own wording.
pub(in crate::domain) static DUPLICATED: ScreenText = [
    ("Account already connected", "This account is already linked."),
    ("Cuenta ya conectada", "Esta cuenta ya está vinculada."),
    ("Conta já conectada", "Esta conta já está vinculada."),
];
/// Our own wording but for the English text.
pub(in crate::domain) static NOT_VALID: ScreenText = [
    (WRONG.0, "The access token was not provided or is not valid"),
    (WRONG.1, "El token de acceso falta o no es válido"),
    (WRONG.2, "O token de acesso falta ou não é válido"),
];
