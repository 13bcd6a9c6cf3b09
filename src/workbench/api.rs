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

const ROUTES: &[Route] = &[
    look("months", "The months of the folder", "", Answerer::Whole(begin::months)),
    look(
        "folders",
        "The folders within one, to choose where the months are",
        "in",
        Answerer::Whole(begin::folders),
    ),
    act(
        "home",
        "Opens the months of another folder",
        body::<begin::Home>,
        Answerer::Whole(begin::home),
    ),
    act("begin", "Begins a month", body::<begin::Begin>, Answerer::Whole(begin::begin)),
    Route {
        name: "lend",
        what: "Puts an export where a month will be learned from it",
        query: "name to",
        body: Body::File,
        answerer: Answerer::Whole(learn::lend),
    },
    Route {
        name: "learn",
        what: "Makes a month of a Word file and of exports",
        query: "name to from",
        body: Body::File,
        answerer: Answerer::Whole(learn::learn),
    },
    look(
        "explain",
        "What a problem's code means",
        "code",
        Answerer::Whole(figures::explain),
    ),
    look("month", "What the month's files say", "", Answerer::Month(month::month)),
    act(
        "edit",
        "Changes values of a file",
        body::<month::Edit>,
        Answerer::Month(month::edit),
    ),
    act(
        "undo",
        "Takes the last change back",
        body::<Empty>,
        Answerer::Month(month::undo),
    ),
    look(
        "export",
        "What an export seems to be",
        "file sheet",
        Answerer::Month(exports::look),
    ),
    look(
        "rows",
        "What rows of an export say, as they are left out",
        "file sheet rows",
        Answerer::Month(exports::rows),
    ),
    Route {
        name: "audit",
        what: "Checks the numbers of a Word file",
        query: "name against",
        body: Body::File,
        answerer: Answerer::Month(readings::audit),
    },
    Route {
        name: "import",
        what: "What people changed in a Word file; its words are taken home when asked",
        query: "name apply typed",
        body: Body::File,
        answerer: Answerer::Month(returns::import),
    },
    look(
        "compare",
        "What changed from another month or the last draft",
        "with",
        Answerer::Month(readings::compare),
    ),
    look("outline", "What the outline says", "", Answerer::Month(outline::look)),
    act(
        "own-layout",
        "Gives the month a layout of its own",
        body::<Empty>,
        Answerer::Month(outline::own),
    ),
    Route {
        name: "upload",
        what: "Puts a file into the month's folder",
        query: "name to replace",
        body: Body::File,
        answerer: Answerer::Month(exports::upload),
    },
    look(
        "draft-units",
        "A register drafted from the exports",
        "",
        Answerer::Month(units::draft),
    ),
    act(
        "units",
        "Writes the register",
        body::<units::Units>,
        Answerer::Month(units::write),
    ),
    look(
        "figures",
        "Figures by name, words or value",
        "find",
        Answerer::Month(figures::find),
    ),
    act(
        "personal",
        "What in a text looks like data of persons",
        body::<figures::Words>,
        Answerer::Month(figures::personal),
    ),
    act(
        "run",
        "Begins a draft, build, final or the units' issues",
        body::<job::Run>,
        Answerer::Month(job::run),
    ),
    act(
        "cancel",
        "Ends the step that runs, with whole files",
        body::<Empty>,
        Answerer::Month(job::cancel),
    ),
    look("job", "How far it is, and what came of it", "", Answerer::Month(job::look)),
    act(
        "show",
        "Opens a file or folder of the month",
        body::<month::Show>,
        Answerer::Month(month::show),
    ),
];

/// The body of a request that only needs to be made.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Empty {}

const fn look(
    name: &'static str,
    what: &'static str,
    query: &'static str,
    answerer: Answerer,
) -> Route {
    Route { name, what, query, body: Body::None, answerer }
}

const fn act(
    name: &'static str,
    what: &'static str,
    body: fn() -> Schema,
    answerer: Answerer,
) -> Route {
    Route { name, what, query: "", body: Body::Json(body), answerer }
}

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
