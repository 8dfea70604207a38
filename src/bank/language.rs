//! Languages in the names of files and folders.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use smol_str::SmolStr;

/// The codes of ISO 639-1.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it \
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb \
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss \
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Names that files are given instead of a code, and codes of countries that are often used for their language.
const NAMES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("cn", "zh"),
    ("cz", "cs"),
    ("dutch", "nl"),
    ("english", "en"),
    ("french", "fr"),
    ("german", "de"),
    ("hindi", "hi"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("jp", "ja"),
    ("korean", "ko"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("turkish", "tr"),
    ("ua", "uk"),
    ("ukrainian", "uk"),
];

/// The codes of ISO 3166-1.
const REGIONS: &str = "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv \
    bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm \
    fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm \
    jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr \
    ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs \
    ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz \
    ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

/// Scripts that distinguish forms of a language, and Latin America.
const SCRIPTS: &[&str] = &["arab", "cyrl", "hans", "hant", "latn", "419"];

/// Names of folders that hold translations.
pub const HOLDERS: &[&str] = &[
    "i18n",
    "l10n",
    "lang",
    "langs",
    "language",
    "languages",
    "locale",
    "locales",
    "translation",
    "translations",
];

static CODE_SET: LazyLock<BTreeSet<&str>> = LazyLock::new(|| CODES.split_whitespace().collect());
static REGION_SET: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| REGIONS.split_whitespace().collect());

/// A language, as the name of a file or a folder gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Language {
    /// The code without a region: `pt` for `pt-BR`.
    pub code: SmolStr,
    /// The region or the script in lower case.
    pub region: Option<SmolStr>,
}

impl Language {
    /// The language that `tag` names: a code with or without a region or a script (`de`, `pt-BR`, `zh_Hans`), or a name
    /// such as `german`. `None` if it names none.
    pub fn of(tag: &str) -> Option<Self> {
        // The longest is a name, or a code of two letters with a script.
        if !(2..=10).contains(&tag.len()) || !tag.is_ascii() {
            return None;
        }
        let tag = tag.to_ascii_lowercase();
        if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == tag) {
            let code = SmolStr::new_static(code);
            return Some(Self { code, region: None });
        }
        let (code, region) = match tag.split_once(['-', '_']) {
            Some((code, region)) => (code, Some(region)),
            None => (tag.as_str(), None),
        };
        let is_region = |region: &str| REGION_SET.contains(region) || SCRIPTS.contains(&region);
        let known = CODE_SET.contains(code) && region.is_none_or(is_region);
        known.then(|| Self {
            code: code.into(),
            region: region.map(SmolStr::from),
        })
    }

    /// The language at the end of a name, and the name before it and its separator: `readme`, `pt-br` of `readme.pt-br`.
    /// The name is empty if all of it is a language.
    pub fn at_end_of(name: &str) -> Option<(&str, Self)> {
        let separators = name.match_indices(['.', '-', '_']);
        let starts = separators.map(|(at, _)| (at, at + 1));
        let mut starts = std::iter::once((0, 0)).chain(starts);
        starts.find_map(|(end, start)| Some((&name[..end], Self::of(&name[start..])?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_with_regions_and_scripts() {
        for (tag, code, region) in [
            ("de", "de", None),
            ("DE-de", "de", Some("de")),
            ("pt_BR", "pt", Some("br")),
            ("zh-Hans", "zh", Some("hans")),
            ("es-419", "es", Some("419")),
            ("German", "de", None),
            ("cn", "zh", None),
        ] {
            let language = Language::of(tag);
            let found = language
                .as_ref()
                .map(|it| (&*it.code, it.region.as_deref()));
            assert_eq!(found, Some((code, region)), "{tag}");
        }
        for tag in [
            "go", "js", "css", "x", "de-", "de-xx", "de-10", "é", "", "md",
        ] {
            assert_eq!(Language::of(tag), None, "{tag}");
        }
    }

    #[test]
    fn at_the_end_of_a_name() {
        let name = |name: &'static str| Language::at_end_of(name).map(|(before, _)| before);
        assert_eq!(name("readme.pt-br"), Some("readme"));
        assert_eq!(name("react-quiz-fr"), Some("react-quiz"));
        assert_eq!(name("fr"), Some(""));
        assert_eq!(name("zh_cn"), Some(""));
        assert_eq!(name("readme-go"), None);
        assert_eq!(name("quiz-js"), None);
    }
}
