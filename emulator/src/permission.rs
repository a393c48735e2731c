//! May he? Access control lists, bucket policies and the policies of temporary keys together.

use crate::auth::{BucketPolicy, Identity, Intent, Ruling};
use crate::call::Call;
use crate::failure::Failure;
use crate::operation::{Access, Listed};
use crate::store::{Acl, Bucket};
use crate::target::Address;

impl Call<'_> {
    /// Checks the identity's permission for this request's bucket and the given key.
    pub(crate) fn authorize(&self, access: Access, actions: &[&str], key: &str) -> Result<(), Failure> {
        self.authorize_at(&self.address, access, actions, key)
    }

    /// What a bucket policy forbids is forbidden, also to temporary keys; else one permission from anywhere is enough.
    pub(crate) fn authorize_at(
        &self,
        address: &Address,
        access: Access,
        actions: &[&str],
        key: &str,
    ) -> Result<(), Failure> {
        let policy = match &self.identity {
            Identity::Owner => return Ok(()),
            Identity::Temporary(policy) => Some(policy),
            Identity::Anonymous => None,
        };
        let account = policy.and_then(|policy| policy.account.as_deref());
        let allowed_by_keys = policy.is_some_and(|policy| {
            let in_bucket = policy.allows_bucket(&address.bucket, address.region.as_deref());
            let in_prefix = !access.is_about_keys() || policy.allows_key(key);
            in_bucket && in_prefix && actions.iter().any(|action| policy.allows_action(action))
        });
        let (region, bucket) = (address.region.as_deref(), address.bucket.as_str());
        let detail = |name: &str| self.detail(name);
        let key_of_resource = if access == Access::List { "" } else { key };
        let intent = Intent { account, actions, region, bucket, key: key_of_resource, detail: &detail };
        match self.ruling(address, &intent)? {
            Ruling::Allowed => Ok(()),
            Ruling::Silent if allowed_by_keys || self.is_listed(address, access, key, account)? => Ok(()),
            Ruling::Silent | Ruling::Denied => Err(Failure::access_denied()),
        }
    }

    fn ruling(&self, address: &Address, intent: &Intent<'_>) -> Result<Ruling, Failure> {
        // A bucket that is yet to be made has no policy.
        if address.bucket.is_empty() || intent.actions.contains(&"PutBucket") {
            return Ok(Ruling::Silent);
        }
        let policy = |bucket: &mut Bucket| Ok(bucket.settings().documents.get("policy").cloned());
        match self.emulator.store.bucket(address, policy)? {
            Some(text) => Ok(BucketPolicy::parse(&text)?.rule(intent)),
            None => Ok(Ruling::Silent),
        }
    }

    /// Whether an access control list grants it, to everyone or to this account.
    fn is_listed(
        &self,
        address: &Address,
        access: Access,
        key: &str,
        account: Option<&str>,
    ) -> Result<bool, Failure> {
        let Some((list, permission)) = access.grant() else { return Ok(false) };
        self.emulator.store.bucket(address, |bucket| {
            let of_object = bucket.current(key).map(|object| &object.attributes.acl);
            let of_object = of_object.filter(|acl| list == Listed::WithObject && acl.grants.is_some());
            let acl: &Acl = of_object.unwrap_or(&bucket.settings().acl);
            Ok(acl.allows(permission, account))
        })
    }

    /// What the conditions of a policy look at.
    fn detail(&self, name: &str) -> Option<String> {
        let in_query = self.query.iter().find(|(candidate, _)| candidate.eq_ignore_ascii_case(name));
        in_query.map(|(_, value)| value.to_owned()).or_else(|| self.header(name))
    }
}
