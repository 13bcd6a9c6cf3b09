//! What the workbench's pages may ask, as one list: requests are routed by it, and it is
//! described by it (OpenAPI, at /openapi.json).

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::months::{Month, Months};
use super::{
    begin, exports, figures, job, learn, month, outline, readings, returns, units,
};
use crate::files;

/// A request to the list.
pub(super) struct Call<'a> {
    pub(super) months: &'a Months,
    /// What stands behind “?”, decoded.
    pub(super) query: String,
    pub(super) body: &'a [u8],
}

/// Why nothing was done.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) reason: String,
}

/// What is given back as JSON.
pub(super) type Given = Result<Value, Refused>;

/// How a request is answered.
#[derive(Clone, Copy)]
enum Answerer {
    /// About all months.
    Whole(fn(&Call<'_>) -> Given),
    /// About one of them.
    Month(fn(&Call<'_>, &Arc<Month>) -> Given),
}

/// What stands in the body of a request.
#[derive(Clone, Copy)]
enum Body {
    /// It is only looked.
    None,
    Json(fn() -> Schema),
    /// A file's bytes.
    File,
}

struct Route {
    /// Its last step, below “/api” or “/m/<month>”.
    name: &'static str,
    what: &'static str,
    /// The names of what may stand behind “?”.
    query: &'static str,
    body: Body,
    answerer: Answerer,
}

/// Each with its name, what may stand behind “?”, its body, what it is about, who answers
/// and what it does.
macro_rules! routes {
    ($($name:literal $query:literal $body:expr, $about:ident $answer:path, $what:literal;)*) => {
        &[$(Route {
            name: $name,
            what: $what,
            query: $query,
            body: $body,
            answerer: Answerer::$about($answer),
        }),*]
    };
}

const ROUTES: &[Route] = routes! {
    "months" "" Body::None, Whole begin::months, "The months of the folder";
    "folders" "in" Body::None, Whole begin::folders, "The folders within one, to choose where the months are";
    "home" "" Body::Json(body::<begin::Home>), Whole begin::home, "Opens the months of another folder";
    "begin" "" Body::Json(body::<begin::Begin>), Whole begin::begin, "Begins a month";
    "lend" "name to" Body::File, Whole learn::lend, "Puts an export where a month will be learned from it";
    "learn" "name to from" Body::File, Whole learn::learn, "Makes a month of a Word file and of exports";
    "explain" "code" Body::None, Whole figures::explain, "What a problem's code means";
    "month" "" Body::None, Month month::month, "What the month's files say";
    "edit" "" Body::Json(body::<month::Edit>), Month month::edit, "Changes values of a file";
    "undo" "" Body::Json(body::<Empty>), Month month::undo, "Takes the last change back";
    "export" "file sheet" Body::None, Month exports::look, "What an export seems to be";
    "rows" "file sheet rows" Body::None, Month exports::rows, "What rows of an export say, as they are left out";
    "audit" "name against" Body::File, Month readings::audit, "Checks the numbers of a Word file";
    "import" "name apply typed" Body::File, Month returns::import, "What people changed in a Word file; its words are taken home when asked";
    "compare" "with" Body::None, Month readings::compare, "What changed from another month or the last draft";
    "outline" "" Body::None, Month outline::look, "What the outline says";
    "own-layout" "" Body::Json(body::<Empty>), Month outline::own, "Gives the month a layout of its own";
    "upload" "name to replace" Body::File, Month exports::upload, "Puts a file into the month's folder";
    "draft-units" "" Body::None, Month units::draft, "A register drafted from the exports";
    "units" "" Body::Json(body::<units::Units>), Month units::write, "Writes the register";
    "figures" "find" Body::None, Month figures::find, "Figures by name, words or value";
    "personal" "" Body::Json(body::<figures::Words>), Month figures::personal, "What in a text looks like data of persons";
    "run" "" Body::Json(body::<job::Run>), Month job::run, "Begins a draft, build, final or the units' issues";
    "cancel" "" Body::Json(body::<Empty>), Month job::cancel, "Ends the step that runs, with whole files";
    "job" "" Body::None, Month job::look, "How far it is, and what came of it";
    "show" "" Body::Json(body::<month::Show>), Month month::show, "Opens a file or folder of the month";
};

/// The body of a request that only needs to be made.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Empty {}

fn body<T: JsonSchema>() -> Schema {
    // Whole, so that it can stand anywhere in the description.
    let settings = SchemaSettings::draft2020_12().with(|it| it.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>()
}

/// The answer to a request for a name of the list; none when nothing has the name.
pub(super) fn answer(
    is_post: bool,
    month: Option<&Arc<Month>>,
    name: &str,
    call: &Call<'_>,
) -> Option<Given> {
    let route = ROUTES.iter().find(|route| {
        let is_of_month = matches!(route.answerer, Answerer::Month(_));
        route.name == name && is_of_month == month.is_some()
    })?;
    if is_post == matches!(route.body, Body::None) {
        return Some(Err(Refused::new(405, "这一项不能这样用")));
    }
    if matches!(route.body, Body::Json(_))
        && serde_json::from_slice::<Value>(call.body).is_err()
    {
        return Some(Err(Refused::new(400, "提交的内容不是 JSON")));
    }
    match (route.answerer, month) {
        (Answerer::Whole(answer), _) => Some(answer(call)),
        (Answerer::Month(answer), Some(month)) => Some(answer(call, month)),
        (Answerer::Month(_), None) => None,
    }
}

impl Call<'_> {
    /// A value that stands behind “?”.
    pub(super) fn asked(&self, name: &str) -> Option<String> {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        let value = pairs.into_iter().find(|(key, _)| *key == name)?.1;
        Some(percent_decode_str(value).decode_utf8().ok()?.into_owned())
    }

    /// The folder of another month.
    pub(super) fn month(&self, name: &str) -> Result<PathBuf, Refused> {
        let folder = self.months.folder(name);
        folder.ok_or_else(|| Refused::new(404, format!("没有“{name}”这个月份")))
    }

    /// The body as what it should be.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Result<T, Refused> {
        serde_json::from_slice(self.body).map_err(|_| Refused::new(400, "提交的内容不对"))
    }
}

impl Refused {
    pub(super) fn new(status: u16, reason: impl Into<String>) -> Self {
        Self { status, reason: reason.into() }
    }

    /// The system refuses.
    pub(super) fn disk(what: &str, error: &io::Error) -> Self {
        Self::new(500, format!("{what}：{}", files::reason(error)))
    }
}

/// The list as OpenAPI 3.1.
pub(super) fn description() -> Value {
    let paths = ROUTES.iter().map(|route| {
        let (path, month) = match route.answerer {
            Answerer::Whole(_) => (format!("/api/{}", route.name), None),
            Answerer::Month(_) => (format!("/m/{{month}}/{}", route.name), Some("month")),
        };
        let text = json!({ "type": "string" });
        let mut parameters: Vec<Value> = Vec::new();
        if let Some(name) = month {
            parameters.push(json!({ "name": name, "in": "path", "required": true, "schema": text }));
        }
        for name in route.query.split_whitespace() {
            parameters.push(json!({ "name": name, "in": "query", "schema": text }));
        }
        let (method, body) = match route.body {
            Body::None => ("get", None),
            Body::Json(schema) => ("post", Some(("application/json", json!(schema())))),
            Body::File => ("post", Some(("application/octet-stream", json!({})))),
        };
        let mut operation = json!({
            "summary": route.what,
            "parameters": parameters,
            "responses": {
                "200": { "description": "done", "content": { "application/json": {} } },
                "default": { "description": "refused, and why", "content": { "text/plain": {} } },
            },
        });
        if let (Some((kind, schema)), Some(operation)) = (body, operation.as_object_mut()) {
            let content = json!({ "required": true, "content": { kind: { "schema": schema } } });
            operation.insert("requestBody".to_owned(), content);
        }
        (path, json!({ method: operation }))
    });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "bulletin", "version": env!("CARGO_PKG_VERSION") },
        "paths": paths.collect::<serde_json::Map<String, Value>>(),
    })
}
