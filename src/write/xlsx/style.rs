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
    pub(super) header: Format,
    pub(super) text: Format,
    pub(super) wrapped: Format,
    pub(super) strong: Format,
    pub(super) date: Format,
    pub(super) number: Format,
    labels: HashMap<(u8, Emphasis), Format>,
}

/// What a line is to the eye.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Emphasis {
    Heading,
    Item,
    Total,
}

/// How a figure's cell looks.
#[derive(Clone, Copy)]
pub(super) struct FigureLook<'a> {
    pub(super) number_format: &'a str,
    pub(super) emphasis: Emphasis,
    pub(super) alarm: bool,
}

fn base() -> Format {
    Format::new().set_font_name("Calibri").set_font_size(10).set_font_color(INK)
}

impl Styles {
    pub(super) fn new() -> Self {
        let depths = (0..=10).flat_map(|depth| [Emphasis::Heading, Emphasis::Item, Emphasis::Total].map(|e| (depth, e)));
        Self {
            title: base().set_bold().set_font_size(14),
            subtitle: base().set_font_color(FAINT),
            header: base()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Right)
                .set_align(FormatAlign::Bottom)
                .set_background_color(BAND)
                .set_border_bottom(FormatBorder::Thin),
            text: base(),
            wrapped: base().set_text_wrap().set_align(FormatAlign::Top),
            strong: base().set_bold(),
            date: base().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            number: base().set_num_format("#,##0.######;(#,##0.######)"),
            labels: depths.map(|(depth, emphasis)| ((depth, emphasis), label(depth, emphasis))).collect(),
        }
    }

    pub(super) fn label(&self, depth: u8, emphasis: Emphasis) -> &Format {
        &self.labels[&(depth.min(10), emphasis)]
    }

    pub(super) fn figure(look: FigureLook<'_>) -> Format {
        let mut format = base().set_num_format(look.number_format).set_align(FormatAlign::Right);
        if look.emphasis == Emphasis::Total {
            format = format.set_bold().set_border_top(FormatBorder::Thin);
        }
        if look.alarm { format.set_background_color(ALARM).set_underline(FormatUnderline::Single) } else { format }
    }
}

fn label(depth: u8, emphasis: Emphasis) -> Format {
    let format = base().set_indent(depth).set_text_wrap().set_align(FormatAlign::Bottom);
    if emphasis == Emphasis::Item { format } else { format.set_bold() }
}
