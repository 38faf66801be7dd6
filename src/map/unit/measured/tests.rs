use super::*;

#[test]
fn labels_name_measures() {
    let amount = |unit, daily| Some(Measured::Amount { unit, daily });
    for (label, expected) in [
        ("Natural gas (MMcf)", amount("mmcf", false)),
        ("Natural gas (MMcf/d)", amount("mmcf", true)),
        ("Gas (MMcf per day)", amount("mmcf", true)),
        ("Oil (MBbls)", amount("mbbl", false)),
        ("Electric sales (thousands of MWh)", amount("MWh", false)),
        ("Tons shipped (in thousands)", amount("tons", false)),
        ("Oil (per Bbl)", Some(Measured::Price("barrels"))),
        ("Average price per short ton", Some(Measured::Price("tons"))),
        ("Realized price ($/Mcf)", Some(Measured::Price("mcf"))),
        ("Revenues (in thousands)", None),
        ("Net income per share", None),
        ("Pound sterling notes", None),
        ("Miles City branch", None),
        ("Tons", amount("tons", false)),
        ("Average revenue per loaded mile", Some(Measured::Price("miles"))),
        ("Average age of tractors (months)", amount("months", false)),
        ("Available seat miles (millions)", amount("seat-miles", false)),
        ("Block hours", amount("hours", false)),
        ("Accounts receivable days", amount("days", false)),
        ("Total calendar days for fleet", amount("days", false)),
        ("Operating days – United States", amount("days", false)),
        ("ASMs per gallon of fuel", None),
        ("CASM excluding fuel", Some(Measured::Price("seat-miles"))),
        ("Revenue passengers (000)", amount("passengers", false)),
        ("Average miles per tractor", amount("miles", false)),
        ("Yield per passenger mile", Some(Measured::Price("passenger-miles"))),
        ("Proceeds from sale of acres", None),
        ("Days sales outstanding", amount("days", false)),
        ("LTL tonnage", amount("tons", false)),
        ("LTL hundredweight (millions)", amount("hundredweight", false)),
        ("LTL revenue per hundredweight", Some(Measured::Price("hundredweight"))),
        ("Silver payable ounces sold", amount("ounces", false)),
        ("Fuel gallons consumed (000s)", amount("gallons", false)),
        ("Cost of tons sold", None),
        ("Crude oil (Bo/d)", amount("barrels", true)),
        ("Realization/ton", Some(Measured::Price("tons"))),
        ("KWH sales (000s):", amount("kWh", false)),
        ("Electric kilowatt-hour sales (in thousands)", amount("kWh", false)),
        ("Average revenue per kilowatt-hour", Some(Measured::Price("kWh"))),
        ("RPMs (000,000)", amount("passenger-miles", false)),
        ("Fuel gallons (000,000)", amount("gallons", false)),
        ("Weeks worked (d)", amount("weeks", false)),
        ("Store operating weeks in the period", amount("weeks", false)),
    ] {
        assert_eq!(Measured::of(label), expected, "{label}");
    }
    assert_eq!(Measured::of_data("Mcfe data:"), Some(Measured::Price("mcfe")));
    assert_eq!(Measured::of_data("Operating data"), None);
    assert_eq!(Measured::in_brackets("Electric Sales (GWh)"), amount("GWh", false));
    assert_eq!(Measured::in_brackets("Tons by region"), None);
    assert_eq!(Measured::of_header("Tons Sold"), amount("tons", false));
    assert_eq!(Measured::of_header("Realization/ton"), Some(Measured::Price("tons")));
    assert_eq!(Measured::of_header("Oil/gas"), None);
    assert_eq!(Measured::of_title("Coal realization (per ton)"), Some(Measured::Price("tons")));
    assert_eq!(Measured::of_title("Tons Shipped (thousands)"), amount("tons", false));
    assert_eq!(Measured::of_title("(in millions, except per ton data)"), None);
}
