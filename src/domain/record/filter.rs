//! The filters of lists: what a query may name, and which column that is (R-PAGE-07, R-PAGE-20).

use crate::domain::base::options::Options;

/// How a column is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A UUID, however it is written.
    Uuid,
    /// A text, or a list of texts.
    Text,
    /// A text of which a part is enough, in any case.
    Part,
    /// A text, or `null` for none.
    Nullable,
    /// A number.
    Number,
    /// A date or a point in time; a bare date means that whole day (R-PAGE-08).
    Time,
}

/// What follows a parameter's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Op {
    Is,
    In,
    NotIn,
    AllIn,
    Gt,
    Gte,
    Lt,
    Lte,
    Range,
    Contains,
}

impl Op {
    /// What is joined to the name.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Is => "",
            Self::In => "__in",
            Self::NotIn => "__not_in",
            Self::AllIn => "__allin",
            Self::Gt => "__gt",
            Self::Gte => "__gte",
            Self::Lt => "__lt",
            Self::Lte => "__lte",
            Self::Range => "__range",
            Self::Contains => "__icontains",
        }
    }

    /// Whether it takes several values.
    pub fn many(self) -> bool {
        matches!(self, Self::In | Self::NotIn | Self::AllIn | Self::Range)
    }
}

/// `x`
pub const IS: &[Op] = &[Op::Is];
/// `x{in}`
pub const IS_IN: &[Op] = &[Op::Is, Op::In];
/// `C`
pub const COMPARED: &[Op] = &[Op::Is, Op::Gt, Op::Gte, Op::Lt, Op::Lte, Op::Range];
/// `C-`
pub const BETWEEN: &[Op] = &[Op::Gt, Op::Gte, Op::Lt, Op::Lte, Op::Range];

/// One row of a list's table of filters.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// Its name in the query.
    pub name: &'static str,
    /// The column, keys joined by `__`.
    pub path: &'static str,
    /// How it is compared.
    pub kind: Kind,
    /// Which suffixes it takes.
    pub ops: &'static [Op],
    /// The option that, while it is on, lets there be no list without it (R-PAGE-10).
    pub required: Option<fn(&Options) -> bool>,
}

impl Filter {
    /// A filter by the column of its own name.
    pub const fn new(name: &'static str, kind: Kind, ops: &'static [Op]) -> Self {
        Self { name, path: name, kind, ops, required: None }
    }

    /// By another column; `account__id` is the `id` of `account`.
    pub const fn at(self, path: &'static str) -> Self {
        Self { path, ..self }
    }

    /// There is no list without it (R-PAGE-10).
    pub const fn required(self) -> Self {
        self.required_by(|options| options.link_required)
    }

    /// There is no list without it while an option is on.
    pub const fn required_by(self, is_on: fn(&Options) -> bool) -> Self {
        Self { required: Some(is_on), ..self }
    }

    /// What a parameter asks of this filter, if it is its own.
    pub fn op(&self, parameter: &str) -> Option<Op> {
        let suffix = parameter.strip_prefix(self.name)?;
        self.ops.iter().copied().find(|op| op.suffix() == suffix)
    }
}
