//! Referers: which pages may show the objects of a bucket.

use roxmltree::{Document, Node};

use crate::auth::Identity;
use crate::call::Call;
use crate::failure::Failure;
use crate::pattern::fits;
use crate::service::documents::{parse, stored};
use crate::xml::{child, child_text, children};

/// Refuses a page that the bucket's referer document keeps out. Who signs his request may come from anywhere.
pub(crate) fn check(call: &Call<'_>) -> Result<(), Failure> {
    if !matches!(call.identity, Identity::Anonymous) {
        return Ok(());
    }
    let Some(text) = stored(call, "referer")? else { return Ok(()) };
    if admits(&parse(&text, "RefererConfiguration")?, call.header("referer").as_deref()) {
        return Ok(());
    }
    Err(Failure::new(403, "AccessDenied", "You are denied by bucket referer rule"))
}

fn admits(document: &Document<'_>, referer: Option<&str>) -> bool {
    let root = document.root_element();
    let says = |name: &str, word: &str| child_text(root, name).is_some_and(|text| text.trim() == word);
    if !says("Status", "Enabled") {
        return true;
    }
    let Some(referer) = referer else { return says("EmptyReferConfiguration", "Allow") };
    let is_listed = child(root, "DomainList").is_some_and(|list| lists(list, referer));
    is_listed == says("RefererType", "White-List")
}

fn lists(list: Node<'_, '_>, referer: &str) -> bool {
    let page = referer.split_once("://").map_or(referer, |(_, page)| page);
    children(list, "Domain").any(|domain| covers(domain.text().unwrap_or_default().trim(), page))
}

/// Whether `host`, `host:port` or `host/path` covers a page; the host may have stars, the path is a beginning.
fn covers(pattern: &str, page: &str) -> bool {
    let pattern = pattern.split_once("://").map_or(pattern, |(_, pattern)| pattern);
    let (wanted_host, wanted_path) = pattern.split_once('/').unwrap_or((pattern, ""));
    let (host, path) = page.split_once('/').unwrap_or((page, ""));
    let without_port = host.split_once(':').map_or(host, |(name, _)| name);
    let host = if wanted_host.contains(':') { host } else { without_port };
    fits(&wanted_host.to_ascii_lowercase(), &host.to_ascii_lowercase()) && path.starts_with(wanted_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_cover_pages() {
        let cases = [
            ("*.qq.com", "a.qq.com/x", true),
            ("*.qq.com", "a.b.qq.com:8080/", true),
            ("*.qq.com", "qq.com/", false),
            ("*.qq.com", "a.qq.com.example/", false),
            ("www.qq.com", "www.qq.com", true),
            ("www.qq.com", "WWW.qq.com/x", true),
            ("www.qq.com/example", "www.qq.com/example/1", true),
            ("www.qq.com/example", "www.qq.com/other", false),
            ("192.168.1.2:8080", "192.168.1.2:8080/x", true),
            ("192.168.1.2:8080", "192.168.1.2/x", false),
            ("http://www.qq.com", "www.qq.com/", true),
            ("*", "anything/", true),
        ];
        for (pattern, page, expected) in cases {
            assert_eq!(covers(pattern, page), expected, "{pattern} {page}");
        }
    }
}
