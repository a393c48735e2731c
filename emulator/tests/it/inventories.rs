use crate::support::{Server, outcome};

fn inventory(id: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><InventoryConfiguration><Id>{id}</Id><IsEnabled>true</IsEnabled><Destination>\
         <COSBucketDestination><Format>CSV</Format><Bucket>qcs::cos:ap-guangzhou::test-1250000000</Bucket>\
         </COSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule>\
         <IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>"
    )
}

#[test]
fn inventories_exist_side_by_side() {
    let server = Server::new();
    let missing = outcome(404, "InventoryConfigurationNotFoundError");
    assert_eq!(server.ask("GET", "/?inventory&id=a").send().outcome(), missing);
    for id in ["a", "b"] {
        let target = format!("/?inventory&id={id}");
        assert_eq!(server.ask("PUT", &target).document(&inventory(id)).send().status, 200);
    }
    assert_eq!(server.ask("GET", "/?inventory&id=b").send().tag("Id"), "b");
    assert_eq!(server.ask("GET", "/?inventory").send().tags("Id"), ["a", "b"]);
    assert_eq!(server.ask("DELETE", "/?inventory&id=a").send().status, 204);
    assert_eq!(server.ask("GET", "/?inventory").send().tags("Id"), ["b"]);
}

#[test]
fn an_inventory_names_itself_and_an_existing_schedule() {
    let server = Server::new();
    let put = |method: &str, query: &str, document: &str| {
        server.ask(method, &format!("/?inventory{query}")).document(document).send().outcome()
    };
    assert_eq!(put("PUT", "", &inventory("a")), outcome(400, "InvalidArgument"));
    assert_eq!(put("PUT", "&id=b", &inventory("a")), outcome(400, "InvalidArgument"));
    assert_eq!(put("PUT", "&id=%20", &inventory(" ")), outcome(400, "MalformedXML"));
    assert_eq!(put("PUT", "&id=a", &inventory("a").replace("Daily", "Hourly")), outcome(400, "MalformedXML"));
    let once = inventory("a").replace("<Schedule><Frequency>Daily</Frequency></Schedule>", "");
    assert_eq!(put("PUT", "&id=a", &once), outcome(400, "MalformedXML"));
    assert_eq!(put("POST", "&id=a", &once), outcome(200, ""), "an inventory that is made once");
}

#[test]
fn inventories_are_listed_a_hundred_at_a_time() {
    let server = Server::new();
    for number in 0..101 {
        let id = format!("n{number:03}");
        server.ask("PUT", &format!("/?inventory&id={id}")).document(&inventory(&id)).send();
    }
    let first = server.ask("GET", "/?inventory").send();
    assert_eq!((first.tags("Id").len(), first.tag("IsTruncated")), (100, "true".to_owned()));
    let token = first.tag("NextContinuationToken").replace('/', "%2F");
    let second = server.ask("GET", &format!("/?inventory&continuation-token={token}")).send();
    assert_eq!((second.tags("Id"), second.tag("IsTruncated")), (vec!["n100".to_owned()], "false".to_owned()));
}
