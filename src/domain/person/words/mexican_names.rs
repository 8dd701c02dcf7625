//! More names of Mexico, for letters that a CURP or an RFC tells.

/// Family names.
#[rustfmt::skip]
pub(super) static FAMILIES: &[&str] = &[
    "Abarca", "Acevedo", "Acosta", "Aguirre", "Alcántara", "Alvarado", "Álvarez", "Anaya", "Arellano",
    "Arias", "Arroyo", "Ávila", "Ayala", "Báez", "Baltazar", "Barrera", "Barrios", "Becerra",
    "Beltrán", "Benítez", "Bernal", "Blanco", "Bravo", "Briones", "Bustos", "Caballero", "Cabrera",
    "Calderón", "Camacho", "Campos", "Cano", "Cárdenas", "Carmona", "Carrillo", "Castro", "Cervantes",
    "Cisneros", "Contreras", "Corona", "Coronado", "Correa", "Cortés", "Cuevas", "Dávila", "Delgado",
    "Díaz", "Domínguez", "Durán", "Echeverría", "Enríquez", "Escobar", "Espinoza", "Esquivel", "Estrada",
    "Fajardo", "Figueroa", "Franco", "Fuentes", "Galindo", "Gallegos", "Galván", "Garza", "Godínez",
    "Granados", "Guerrero", "Guzmán", "Haro", "Hidalgo", "Huerta", "Hurtado", "Ibáñez", "Ibarra",
    "Iglesias", "Izquierdo", "Jaramillo", "Juárez", "Jurado", "Lara", "Leal", "Leyva", "Limón",
    "Linares", "Lira", "Lozano", "Lucero", "Luna", "Macías", "Maldonado", "Márquez", "Marín",
    "Mejía", "Meza", "Miranda", "Molina", "Montes", "Mora", "Moreno", "Mosqueda", "Muñoz",
    "Nava", "Navarro", "Nieto", "Noriega", "Ochoa", "Ojeda", "Olivares", "Olvera", "Orozco",
    "Osorio", "Pacheco", "Padilla", "Palacios", "Parra", "Paredes", "Pedraza", "Peña", "Peralta",
    "Pineda", "Ponce", "Portillo", "Prado", "Pulido", "Quezada", "Quintana", "Quiroz", "Rangel",
    "Rentería", "Ríos", "Rivas", "Rivera", "Robles", "Rocha", "Rojas", "Román", "Romero",
    "Rosales", "Rosas", "Rubio", "Salas", "Salazar", "Salinas", "Sandoval", "Santiago", "Santos",
    "Segura", "Serrano", "Silva", "Solano", "Solís", "Soto", "Suárez", "Tapia", "Téllez",
    "Tovar", "Trejo", "Trujillo", "Uribe", "Urbina", "Valdez", "Valencia", "Valenzuela", "Vargas",
    "Vega", "Velasco", "Velázquez", "Vera", "Villa", "Villanueva", "Villarreal", "Yáñez", "Zamora",
    "Zapata", "Zaragoza", "Zavala", "Zepeda", "Zúñiga",
];

/// Given names of women.
#[rustfmt::skip]
pub(super) static WOMEN: &[&str] = &[
    "Adriana", "Ana", "Andrea", "Araceli", "Bárbara", "Berenice", "Blanca", "Brenda", "Carmen",
    "Carolina", "Cecilia", "Cristina", "Diana", "Dolores", "Dulce", "Edith", "Elvira", "Erika",
    "Esther", "Eva", "Fabiola", "Fátima", "Flor", "Francisca", "Georgina", "Gloria", "Graciela",
    "Hilda", "Inés", "Irma", "Isabel", "Ivonne", "Jacqueline", "Jimena", "Josefina", "Juana",
    "Julia", "Karina", "Karla", "Laura", "Liliana", "Lorena", "Lourdes", "Luisa", "Magdalena",
    "Marcela", "Margarita", "Marisol", "Martha", "Mercedes", "Miriam", "Nancy", "Natalia", "Norma",
    "Ofelia", "Olga", "Olivia", "Pamela", "Paulina", "Perla", "Pilar", "Raquel", "Rebeca",
    "Regina", "Renata", "Rocío", "Rosa", "Sandra", "Sara", "Silvia", "Sonia", "Susana",
    "Tania", "Teresa", "Úrsula", "Valeria", "Vanessa", "Victoria", "Violeta", "Virginia", "Viviana",
    "Yadira", "Yolanda", "Zaira", "Zoila",
];

/// Given names of men.
#[rustfmt::skip]
pub(super) static MEN: &[&str] = &[
    "Aarón", "Abel", "Adolfo", "Adrián", "Agustín", "Alberto", "Alfonso", "Alfredo", "Álvaro",
    "Andrés", "Ángel", "Antonio", "Armando", "Benito", "Benjamín", "Bernardo", "Bruno", "César",
    "Cristian", "Daniel", "David", "Edgar", "Efraín", "Emiliano", "Enrique", "Ernesto", "Esteban",
    "Fabián", "Felipe", "Fernando", "Fidel", "Gabriel", "Germán", "Gilberto", "Gonzalo", "Gregorio",
    "Guillermo", "Gustavo", "Horacio", "Hugo", "Humberto", "Ignacio", "Isaac", "Israel", "Iván",
    "Jaime", "Javier", "Jesús", "Joaquín", "Joel", "Julio", "Kevin", "Leonardo", "Leonel",
    "Lorenzo", "Manuel", "Marco", "Mario", "Martín", "Mateo", "Mauricio", "Maximiliano", "Moisés",
    "Nicolás", "Noé", "Octavio", "Omar", "Óscar", "Pablo", "Pedro", "Rafael", "Ramiro",
    "Ramón", "René", "Roberto", "Rubén", "Salvador", "Samuel", "Santiago", "Saúl", "Sebastián",
    "Simón", "Tomás", "Ulises", "Uriel", "Valentín", "Vicente", "Víctor", "Xavier", "Yahir",
    "Zacarías",
];
