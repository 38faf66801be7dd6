use super::*;

#[test]
fn what_a_company_has_at_a_day() {
    for (label, expected) in [
        ("Customers at period end (thousands)", Some("customers")),
        ("Total subscribers", Some("subscribers")),
        ("ILEC access lines", Some("lines")),
        ("Revenue from access lines", None),
        ("Stores open at end of period", Some("stores")),
        ("Due from customers", None),
        ("Customers' deposits", None),
        ("Offices and branches", None),
    ] {
        assert_eq!(named(&label.to_lowercase()), expected, "{label}");
    }
}

#[test]
fn headers_count_things() {
    for (header, counted) in [
        ("Homes", Some("homes")),
        ("Number of Stores", Some("stores")),
        ("Retail Square Feet (a)", Some("sqft")),
        ("New Homes Delivered", Some("homes")),
        ("Value", None),
        ("Revenue from customers", None),
        ("Due from customers", None),
    ] {
        assert_eq!(of_header(header), counted, "{header}");
    }
}

#[test]
fn labels_count_what_they_come_down_to() {
    for (label, counted) in [
        ("Customers with trailing 12-month product revenue greater than $1 million", Some("customers")),
        ("Forbes Global 2000 customers", Some("customers")),
        ("Monthly active users (in thousands)", Some("users")),
        ("Homes closed", Some("homes")),
        ("Community count", Some("communities")),
        ("Active store count", Some("stores")),
        ("Share count", None),
        ("Adjusted admissions", Some("admissions")),
        ("Stores open at end of period", Some("stores")),
        ("Estimated homes passed", Some("homes")),
        ("Revenue-generating units", Some("units")),
        ("Gross customer additions", Some("customers")),
        ("Subscriber net adds", Some("subscribers")),
        ("Additions", None),
        ("Customer acquisition cost", None),
        ("Revenue per user", None),
        ("Deposits from customers", None),
        ("Average revenue per paid members", None),
        ("Net sales", None),
    ] {
        assert_eq!(of_label(label), counted, "{label}");
    }
    assert_eq!((in_use("gross additions"), in_use("additions to property")), (Some("subscribers"), None));
    assert!(is_flow("homes", "Homes closed") && !is_flow("stores", "Stores at end of period"));
    assert!(is_flow("units", "Units") && !is_flow("units", "Revenue generating units"));
}

#[test]
fn prices() {
    assert!(per_thing("oil (per bbl)") && per_thing("average revenue per available room") && !per_thing("earnings per share"));
}

#[test]
fn titles_count_for_whole_tables() {
    let of_title = |title: &str, labels: &[&'static str]| super::of_title(title, labels.iter().copied());
    assert_eq!(of_title("Homes in Inventory (number of homes)", &[]), Some("homes"));
    assert_eq!(of_title("Store Count", &[]), Some("stores"));
    assert_eq!(of_title("Number of shares outstanding", &[]), None);
    assert_eq!(of_title("Retail Stores:", &["Appliances", "Total Retail Stores"]), Some("stores"));
    assert_eq!(of_title("Retail Stores:", &["Sales", "Operating income"]), None);
}

#[test]
fn what_there_is_at_a_day() {
    assert_eq!(there_at_a_day("supermarkets at end of period"), Some("supermarkets"));
    assert_eq!(there_at_a_day("fuel stops and convenience stores at end of period"), Some("stores"));
    assert_eq!(there_at_a_day("convenience stores open at year-end"), Some("stores"));
    assert_eq!(there_at_a_day("cash at end of period"), None);
    assert_eq!(there_at_a_day("sales of stores"), None);
}
