import { describe, expect, test } from "vitest";
import { admits } from "../../src/console/admit.ts";
import { mailDocument, page } from "../../src/console/page.ts";
import { checkFaults, createRandom, parseFaults } from "../../src/stage/fault.ts";
import { createLog } from "../../src/stage/log.ts";
import { parseOptions } from "../../src/stage/options.ts";
import { screenOf } from "../../src/stage/ready.ts";
import { canonicalOf, targetOf } from "../../src/stage/router.ts";
import { sentenceOf } from "../../src/stage/stage-error.ts";

describe("options", () => {
  test("are a demo shop with its site on 4100 unless told otherwise", () => {
    expect(parseOptions([], "/souk")).toMatchObject({ state: "/souk/.souk", port: 4100, web: true, seed: "demo", reset: false });
    expect(parseOptions([], "/souk").faults).toBeUndefined();
  });

  test.each([
    [["--port", "x"], "--port takes a number"],
    [["--seed", "big"], "--seed takes none or demo"],
    [["--faults", "{"], "--faults takes JSON"],
    [["--faults", '{"throttle":2}'], '"throttle" is a rate from 0 to 1'],
    [["--what"], "--what"],
  ])("%j are refused with what is wanted", (args, sentence) => {
    expect(() => parseOptions(args, "/souk")).toThrow(sentence);
  });
});

describe("faults", () => {
  test("are read whole", () => {
    const faults = { seed: 1, duplicate: 0.1, delay: { rate: 1, milliseconds: 5 }, conflict: { windowMilliseconds: 10 } };
    expect(parseFaults(JSON.stringify(faults))).toEqual(faults);
    expect(checkFaults({})).toEqual({});
  });

  test("fall the same way again after the same seed", () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7).every((value) => value >= 0 && value < 1)).toBe(true);
  });
});

describe("the router", () => {
  const routers = () => [
    {
      id: "Router",
      routes: [
        { pattern: "/v1", url: "http://api" },
        { pattern: "/v1/deep/*", url: "http://deep" },
        { pattern: "/media", url: "http://aws/lab-files", bucket: true as const },
        { pattern: "/old", url: "http://api", rewrite: { regex: "^/old/(.*)$", to: "/new/$1" } },
      ],
    },
  ];
  const at = (url: string) => {
    const target = targetOf({ routers, site: () => "http://site" }, { url });
    return target && `${target.url.host}${target.path}`;
  };

  test.each([
    ["/", "site/"],
    ["/v1", "api/v1"],
    ["/v1/orders?day=1", "api/v1/orders?day=1"],
    ["/v1/deep/x", "deep/v1/deep/x"],
    ["/v10", "site/v10"],
    ["/old/thing", "api/new/thing"],
    ["/media/demo/a.png?list-type=2", "aws/lab-files/media/demo/a.png"],
    ["/media/../../lab-uploads/a.csv", "aws/lab-files/lab-uploads/a.csv"],
    ["/media/%2e%2e/%2E./a.csv", "aws/lab-files/a.csv"],
    ["/media\\..\\..\\a.csv", "site/media\\..\\..\\a.csv"],
  ])("sends %s to %s", (url, expected) => {
    expect(at(url)).toBe(expected);
  });
});

describe("a page that is opened at", () => {
  const at = (host: string, mode: string | undefined, method = "GET") =>
    canonicalOf(4100, { method, url: "/staff?day=1", headers: { host, ...(mode ? { "sec-fetch-mode": mode } : {}) } });

  test.each(["127.0.0.1:4100", "[::1]:4100", "127.0.0.2:4100"])("%s is opened at localhost, where people can sign in", (host) => {
    expect(at(host, "navigate")).toBe("http://localhost:4100/staff?day=1");
  });

  test.each([
    ["localhost:4100", "navigate", "GET"],
    ["shop.example", "navigate", "GET"],
    ["127.0.0.1:4100", "cors", "GET"],
    ["127.0.0.1:4100", undefined, "GET"],
    ["127.0.0.1:4100", "navigate", "POST"],
  ])("%s by %s %s stays there", (host, mode, method) => {
    expect(at(host, mode, method)).toBeUndefined();
  });
});

describe("the console", () => {
  test.each([
    ["GET", { host: "localhost:4102" }, true],
    ["GET", { host: "shop.example" }, false],
    ["POST", { host: "localhost:4102" }, true],
    ["POST", { host: "localhost:4102", origin: "http://localhost:4102", "sec-fetch-site": "same-origin" }, true],
    ["POST", { host: "localhost:4102", origin: "http://localhost:4100", "sec-fetch-site": "same-site" }, false],
    ["PUT", { host: "127.0.0.1:4102", origin: "null" }, false],
  ])("%s with %j: %s", (method, headers, admitted) => {
    expect(admits({ method, headers }) === undefined).toBe(admitted);
  });

  test("escapes what it puts into a page", () => {
    expect(page('<script>alert("1")')).not.toContain("<script>alert");
    expect(mailDocument({ id: "1", at: 0, from: "", to: [], subject: "", text: "<b>&", html: "" })).toContain("&lt;b&gt;&amp;");
  });
});

describe("what a person is told", () => {
  test.each([true, false])("fits on one screen of 80 columns, seeding: %s", (seeding) => {
    const ready = {
      web: "http://localhost:4100",
      api: "http://127.0.0.1:4101",
      console: "http://localhost:4102",
      aws: "http://127.0.0.1:4103",
      dynamodb: "http://127.0.0.1:4104",
      shop: "demo",
      keys: { staff: "souk_staff_x" },
      pid: 1,
    };
    const lines = screenOf(ready, { site: true, seeding, milliseconds: 1_234, color: false }).split("\n");
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.join("\n")).toContain("souk_staff_x");
  });

  test("is a way out for a full disk, whoever reports it", () => {
    expect(sentenceOf(Object.assign(new Error("write"), { code: "ENOSPC" }))).toMatch(/^The disk is full: free some space/);
    expect(sentenceOf(Object.assign(new Error("database or disk is full"), { code: "ERR_SQLITE_ERROR", errcode: 13 }))).toMatch(
      /^The disk is full/,
    );
  });

  test("has no stack unless asked for", () => {
    const lines: string[] = [];
    const write = (line: string): void => void lines.push(line);
    createLog({ write, color: false, verbose: false }).error("It failed.", { stack: "at x" });
    createLog({ write, color: false, verbose: true }).error("It failed.", { stack: "at x" });
    expect(lines).toEqual(["It failed.\n", "It failed. \nat x\n"]);
  });
});
