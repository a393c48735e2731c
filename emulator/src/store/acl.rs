//! Access control lists: who may do what without being the owner.

use serde::{Deserialize, Serialize};

/// The account that owns everything in the emulator.
pub(crate) const OWNER_ID: &str = "qcs::cam::uin/100000000001:uin/100000000001";

/// The name of a sub-account of the owner.
pub(crate) fn sub_account(uin: &str) -> String {
    format!("qcs::cam::uin/100000000001:uin/{uin}")
}

const ANYONE_ID: &str = "qcs::cam::anyone:anyone";
/// How everybody is called in the documents that are answered.
pub(crate) const ANYONE_URI: &str = "http://cam.qcloud.com/groups/global/AllUsers";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Permission {
    Read,
    Write,
    ReadAcp,
    WriteAcp,
    FullControl,
}

impl Permission {
    pub(crate) const ALL: [Self; 5] =
        [Self::Read, Self::Write, Self::ReadAcp, Self::WriteAcp, Self::FullControl];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Read => "READ",
            Self::Write => "WRITE",
            Self::ReadAcp => "READ_ACP",
            Self::WriteAcp => "WRITE_ACP",
            Self::FullControl => "FULL_CONTROL",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.name() == name)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Grantee {
    Anyone,
    Account(String),
}

impl Grantee {
    pub(crate) fn from_id(id: &str) -> Self {
        if id == ANYONE_ID || id == ANYONE_URI { Self::Anyone } else { Self::Account(id.to_owned()) }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) grantee: Grantee,
    pub(crate) permission: Permission,
}

impl Grant {
    pub(crate) fn of_owner() -> Self {
        Self { grantee: Grantee::Account(OWNER_ID.to_owned()), permission: Permission::FullControl }
    }
}

/// The list of an object or a bucket. The owner has full control whatever it says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Acl {
    /// An object without a list of its own follows its bucket.
    pub(crate) grants: Option<Vec<Grant>>,
}

impl Acl {
    pub(crate) fn with_grants(grants: Vec<Grant>) -> Self {
        Self { grants: Some(grants) }
    }

    /// Nobody but the owner.
    pub(crate) fn private() -> Self {
        Self::with_grants(vec![Grant::of_owner()])
    }

    /// The list behind a canned name, or nothing for an unknown name.
    pub(crate) fn canned(name: &str) -> Option<Self> {
        let anyone = |permission| Grant { grantee: Grantee::Anyone, permission };
        match name {
            "default" => Some(Self::default()),
            "private" => Some(Self::private()),
            "public-read" => Some(Self::with_grants(vec![Grant::of_owner(), anyone(Permission::Read)])),
            "public-read-write" => {
                let grants = vec![Grant::of_owner(), anyone(Permission::Read), anyone(Permission::Write)];
                Some(Self::with_grants(grants))
            }
            _ => None,
        }
    }

    /// The canned name that describes this list to the public.
    pub(crate) fn canned_name(&self) -> &'static str {
        match (
            self.grants.is_some(),
            self.allows_anyone(Permission::Read),
            self.allows_anyone(Permission::Write),
        ) {
            (false, ..) => "default",
            (true, true, true) => "public-read-write",
            (true, true, false) => "public-read",
            _ => "private",
        }
    }

    pub(crate) fn allows_anyone(&self, permission: Permission) -> bool {
        self.allows(permission, None)
    }

    /// Whether the list grants a permission to everyone, or to this account.
    pub(crate) fn allows(&self, permission: Permission, account: Option<&str>) -> bool {
        self.grants.iter().flatten().any(|grant| {
            let covers = grant.permission == permission || grant.permission == Permission::FullControl;
            let concerns = match &grant.grantee {
                Grantee::Anyone => true,
                Grantee::Account(id) => account.is_some_and(|account| account == id),
            };
            covers && concerns
        })
    }
}
