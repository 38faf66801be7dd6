//! What kind of element a name stands for.

/// How an element takes part in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Stands in lines of its own.
    Block,
    /// Changes words until its end tag, also across blocks that end in between.
    Format,
    /// Changes words inside the block that holds it.
    Inline,
    /// Never holds anything.
    Void,
}

/// The kind of an element by its lower-case name.
pub fn kind(name: &str) -> Kind {
    match name {
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "center" | "blockquote"
        | "pre" | "listing" | "xmp" | "address" | "form" | "fieldset" | "section" | "article" | "header" | "footer" | "main" | "nav"
        | "aside" | "figure" | "figcaption" | "caption" | "dir" | "menu" | "ix:header" => Kind::Block,
        "b" | "strong" | "i" | "em" | "u" | "font" | "a" | "big" | "small" | "s" | "strike" | "tt" | "code" | "nobr" | "sup" | "sub" => {
            Kind::Format
        }
        "br" | "hr" | "img" | "input" | "meta" | "link" | "col" | "base" | "area" | "embed" | "wbr" | "param" | "source" | "track"
        | "bgsound" | "basefont" | "frame" | "page" => Kind::Void,
        _ => Kind::Inline,
    }
}

/// Whether opening `new` ends an open `old`, as browsers have it: paragraphs end where a block begins, items where the next begins.
pub fn ends(new: &str, old: &str) -> bool {
    match old {
        "p" => kind(new) == Kind::Block || new == "table",
        "li" => new == "li",
        "dd" | "dt" => matches!(new, "dd" | "dt"),
        _ => false,
    }
}

/// Whether an open element keeps what is opened inside it from ending what is open outside.
pub fn shields(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "dl" | "dir" | "menu")
}
