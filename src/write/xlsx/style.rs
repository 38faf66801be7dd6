//! How cells look: one quiet typeface, rules above totals, negatives in brackets.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

const INK: Color = Color::RGB(0x1F_29_37);
const FAINT: Color = Color::RGB(0x6B_72_80);
const BAND: Color = Color::RGB(0xF3_F4_F6);
const ALARM: Color = Color::RGB(0xFD_E6_E6);

/// The formats of the workbook, made once.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) subtitle: Format,
    /// Headers of columns of figures.
    pub(super) header: Format,
    /// Headers of columns of words, and of tables.
    pub(super) list_header: Format,
    /// Headers of columns of figures, in lists.
    pub(super) value_header: Format,
    /// Words that stand right of a figure.
    pub(super) indented: Format,
    /// The periods below the headers.
    pub(super) period: Format,
    /// Words in the place of a figure.
    pub(super) words: Format,
    pub(super) text: Format,
    pub(super) wrapped: Format,
    pub(super) strong: Format,
    pub(super) date: Format,
    pub(super) number: Format,
    labels: HashMap<(u8, Emphasis), Format>,
    /// Formats of figures, each made when it is first asked for.
    figures: HashMap<FigureLook, Format>,
}

/// What a line is to the eye.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Emphasis {
    Heading,
    Item,
    Total,
    /// A fact of a list.
    Listed,
}

/// How a figure's cell looks.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct FigureLook {
    pub(super) number_format: String,
    pub(super) emphasis: Emphasis,
    pub(super) alarm: bool,
}

fn base() -> Format {
    Format::new().set_font_name("Arial").set_font_size(10).set_font_color(INK)
}

impl Styles {
    pub(super) fn new() -> Self {
        let depths = (0..=10).flat_map(|depth| [Emphasis::Heading, Emphasis::Item, Emphasis::Total].map(|e| (depth, e)));
        Self {
            title: base().set_bold().set_font_size(14),
            subtitle: base().set_font_color(FAINT),
            header: header().set_align(FormatAlign::Right),
            list_header: header().set_align(FormatAlign::Left).set_border_bottom(FormatBorder::Thin),
            value_header: header().set_align(FormatAlign::Right).set_indent(1).set_border_bottom(FormatBorder::Thin),
            indented: base().set_align(FormatAlign::Top).set_indent(1),
            period: header()
                .unset_bold()
                .set_font_size(9)
                .set_font_color(FAINT)
                .set_align(FormatAlign::Right)
                .set_border_bottom(FormatBorder::Thin),
            words: base().set_text_wrap().set_align(FormatAlign::Right).set_align(FormatAlign::Top),
            text: base(),
            wrapped: base().set_text_wrap().set_align(FormatAlign::Top),
            strong: base().set_bold(),
            date: base().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            number: base().set_num_format("#,##0.######_);(#,##0.######)"),
            figures: HashMap::new(),
            labels: depths.map(|(depth, emphasis)| ((depth, emphasis), label(depth, emphasis))).collect(),
        }
    }

    pub(super) fn label(&self, depth: u8, emphasis: Emphasis) -> &Format {
        &self.labels[&(depth.min(10), emphasis)]
    }

    pub(super) fn figure(&mut self, look: FigureLook) -> &Format {
        self.figures.entry(look).or_insert_with_key(figure)
    }
}

fn header() -> Format {
    base().set_bold().set_text_wrap().set_align(FormatAlign::Bottom).set_background_color(BAND)
}

fn figure(look: &FigureLook) -> Format {
    let mut format = base().set_num_format(&look.number_format).set_align(FormatAlign::Right).set_align(FormatAlign::Bottom);
    if look.emphasis == Emphasis::Listed {
        format = format.set_align(FormatAlign::Top);
    } else if look.emphasis == Emphasis::Total {
        format = format.set_bold().set_border_top(FormatBorder::Thin);
    }
    if look.alarm { format.set_background_color(ALARM).set_underline(FormatUnderline::Single) } else { format }
}

fn label(depth: u8, emphasis: Emphasis) -> Format {
    let format = base().set_indent(depth).set_text_wrap().set_align(FormatAlign::Bottom);
    if emphasis == Emphasis::Item { format } else { format.set_bold() }
}
