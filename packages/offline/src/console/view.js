import { costColumns, costCells, costView } from "./cost.js";
import { clockOf, code, el, empty, fold, pretty, table } from "./element.js";

async function send(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) alert(answer.error);
  dispatchEvent(new Event("changed"));
}

export const views = {
  functions: {
    count: (s) => s.functions.length,
    data: (s) => [s.functions, s.invocations],
    draw: (s) => [
      table(
        [
          { title: "Function" },
          { title: "Handler" },
          { title: "Calls", number: true },
          { title: "Errors", number: true },
          { title: "Mean ms", number: true },
          ...costColumns,
        ],
        s.functions.map((f) => [
          f.id,
          el("code", {}, f.handler),
          f.calls,
          f.errors ? el("strong", { class: "bad" }, String(f.errors)) : "0",
          f.milliseconds,
          ...costCells(f.cost),
        ]),
      ),
      el("h3", {}, "Latest invocations"),
      ...(s.invocations.length > 0 ? s.invocations.map(invocation) : [empty("Nothing was invoked yet. Open the shop, or call the API.")]),
    ],
  },
  requests: {
    count: (s) => s.requests.length,
    data: (s) => s.requests,
    draw: (s) =>
      s.requests.length === 0
        ? [empty("No request reached the API yet.")]
        : [
            table(
              [
                { title: "Time" },
                { title: "Request" },
                { title: "Status", number: true },
                { title: "ms", number: true },
                { title: "Function" },
              ],
              s.requests.map((r) => [
                clockOf(r.at),
                el("code", {}, `${r.method} ${r.path}`),
                el("span", { class: r.status >= 500 ? "bad" : "" }, String(r.status)),
                r.milliseconds.toFixed(1),
                r.functionId ?? "",
              ]),
            ),
          ],
  },
  costs: costView,
  events: {
    count: (s) => s.events.length,
    data: (s) => s.events,
    draw: (s) =>
      s.events.length === 0
        ? [empty("No event was put on the bus yet. Placing an order puts one there.")]
        : s.events.map((event) =>
            fold(
              `event ${event.id}`,
              [
                el("span", { class: "soft" }, clockOf(event.at)),
                el("strong", {}, event.detailType),
                el("span", { class: "grow soft" }, event.detail?.subject ?? ""),
                ...event.rules.map((rule) => el("span", { class: "tag" }, rule)),
              ],
              () => [code(pretty(event.detail))],
            ),
          ),
  },
  queues: {
    count: (s) => s.queues.filter((q) => q.parked).reduce((sum, q) => sum + q.visible, 0) || "",
    data: (s) => s.queues,
    draw: (s) => [
      table(
        [
          { title: "Queue" },
          { title: "Visible", number: true },
          { title: "In flight", number: true },
          { title: "Delayed", number: true },
          { title: "" },
        ],
        s.queues.map((q) => [
          q.id,
          q.parked && q.visible > 0 ? el("strong", { class: "bad" }, String(q.visible)) : q.visible,
          q.inFlight,
          q.delayed,
          q.deadLetterOf && q.visible > 0 ? redrive(q) : q.parked ? el("span", { class: "tag" }, "dead letters") : "",
        ]),
      ),
      ...s.queues
        .filter((q) => q.messages.length > 0)
        .flatMap((q) => [el("h3", {}, `Dead letters in ${q.id}`), ...q.messages.map((message) => letter(q, message))]),
    ],
  },
  mail: {
    count: (s) => s.mails.length,
    data: (s) => s.mails,
    draw: (s) =>
      s.mails.length === 0
        ? [empty("No mail was sent yet. An order that is paid sends its confirmation here.")]
        : s.mails.map((mail) =>
            fold(
              `mail ${mail.id}`,
              [
                el("span", { class: "soft" }, clockOf(mail.at)),
                el("strong", { class: "grow" }, mail.subject),
                el("span", { class: "soft" }, mail.to.join(", ")),
              ],
              () => [
                el("p", { class: "soft" }, `From ${mail.from}`),
                el("iframe", { src: `/mails/${encodeURIComponent(mail.id)}`, sandbox: "", title: mail.subject }),
                el("h3", {}, "As text"),
                code(mail.text),
              ],
            ),
          ),
  },
  stage: {
    count: () => "",
    data: (s) => [s.faults, s.ready, Math.round(s.movedMilliseconds / 1000)],
    draw: stagePanel,
  },
};

function invocation(call) {
  const summary = [
    el("span", { class: "soft" }, clockOf(call.startedAt)),
    el("strong", {}, call.functionId),
    el("span", { class: "tag" }, call.source),
    ...(call.cold ? [el("span", { class: "tag" }, "cold")] : []),
    el("span", { class: "grow bad" }, call.error ?? ""),
    el("span", { class: "soft" }, `${call.milliseconds.toFixed(1)} ms`),
  ];
  return fold(`call ${call.id}`, summary, () => [code(call.logs.length > 0 ? call.logs.join("\n") : "It logged nothing.")]);
}

function redrive(queue) {
  return el("button", { onclick: () => send("POST", `/api/queues/${encodeURIComponent(queue.name)}/redrive`) }, "Redrive");
}

function letter(queue, message) {
  const summary = [
    el("span", { class: "soft" }, clockOf(message.sentAt)),
    el("span", { class: "grow bad" }, message.lastError ?? "Given up"),
    el("span", { class: "soft" }, `${message.receives} receives`),
  ];
  return fold(`letter ${queue.name} ${message.id}`, summary, () => [code(bodyOf(message.body))]);
}

function bodyOf(text) {
  try {
    return pretty(JSON.parse(text));
  } catch {
    return text;
  }
}

function stagePanel(s) {
  const move = (title, minutes) =>
    el("button", { onclick: () => send("POST", "/api/clock/advance", { milliseconds: minutes * 60_000 }) }, title);
  const faults = el("textarea", { "aria-label": "Faults as JSON", spellcheck: "false" });
  faults.value = pretty(s.faults);
  const apply = () => {
    try {
      void send("PUT", "/api/faults", JSON.parse(faults.value || "{}"));
    } catch {
      alert("That is not JSON.");
    }
  };
  const addresses = Object.entries(s.ready).filter(([, value]) => typeof value === "string");
  return [
    el("dl", {}, ...addresses.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, el("code", {}, value))])),
    el("h3", {}, "Clock"),
    el(
      "p",
      { class: "soft" },
      `Handlers, delays, expiry and schedules follow it. It is ${Math.round(s.movedMilliseconds / 1000)} s ahead.`,
    ),
    el(
      "div",
      { class: "row" },
      move("+1 minute", 1),
      move("+15 minutes", 15),
      move("+1 hour", 60),
      move("+1 day", 1_440),
      move("+30 days", 43_200),
    ),
    el("h3", {}, "Faults"),
    el(
      "p",
      { class: "soft" },
      "duplicate, reorder, crash, delay { rate, milliseconds }; started with --faults also throttle, lostAnswer, conflict { windowMilliseconds }.",
    ),
    faults,
    el(
      "div",
      { class: "row" },
      el("button", { onclick: apply }, "Apply"),
      el("button", { onclick: () => send("PUT", "/api/faults", {}) }, "All off"),
    ),
  ];
}
