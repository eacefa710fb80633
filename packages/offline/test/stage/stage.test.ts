import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { startStage } from "../../src/index.ts";
import { closeAll, infra, newProgram, start, takePort, until } from "./fixture.ts";

afterEach(closeAll);

const post = (url: string, body?: unknown) => fetch(url, { method: "POST", body: body === undefined ? null : JSON.stringify(body) });

describe("a stage that starts", () => {
  test("writes its addresses for this user alone, and takes them away when it stops", async () => {
    const root = newProgram();
    const readyFile = join(root, "ready.json");
    const stage = await start({ root, readyFile });
    expect(JSON.parse(readFileSync(readyFile, "utf8"))).toEqual(stage.ready);
    expect(stage.ready).toMatchObject({
      shop: "tiny",
      pid: process.pid,
      keys: { staff: expect.stringMatching(/^souk_staff_[0-9a-f]{64}$/) },
    });
    // Windows has no such bits.
    expect(statSync(readyFile).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o600);
    expect(existsSync(join(root, ".souk/ready.json"))).toBe(true);
    await stage.close();
    expect(existsSync(readyFile)).toBe(false);
    expect(existsSync(join(root, ".souk/ready.json"))).toBe(false);
  });

  test("says which port is taken and what to do, and leaves nothing behind", async () => {
    const root = newProgram();
    const { port, release } = await takePort();
    await expect(startStage({ root, port })).rejects.toThrow(new RegExp(`^Port ${port} is taken by another program: .*--port`));
    release();
    expect(existsSync(join(root, ".souk/stage.lock.json"))).toBe(false);
  });

  test("refuses a state folder on which another one runs", async () => {
    const root = newProgram();
    await start({ root });
    await expect(startStage({ root, port: 0 })).rejects.toThrow(
      /^A stage runs already on .* stop it, or pass another folder with --state\.$/,
    );
  });

  test("names file and line of a mistake in the program", async () => {
    const root = newProgram();
    writeFileSync(join(root, "infra/all.ts"), "\nconst = 3;\n");
    await expect(startStage({ root, port: 0 })).rejects.toThrow(/infra\/all\.ts:2/);
  });

  test("keeps its keys over a restart, and forgets them when told to", async () => {
    const root = newProgram();
    const first = await start({ root });
    const signing = await (await fetch(`${first.ready.api}/v1/secret`)).text();
    await first.close();
    const second = await start({ root });
    expect(second.ready.keys).toEqual(first.ready.keys);
    expect(await (await fetch(`${second.ready.api}/v1/secret`)).text()).toBe(signing);
    await second.close();
    const third = await start({ root, reset: true });
    expect(third.ready.keys).not.toEqual(first.ready.keys);
  });
});

describe("a stage that runs", () => {
  test("takes a request through the router, the database and its stream to the next function", async () => {
    const stage = await start();
    expect((await post(`${stage.ready.web}/v1/note`, { text: "hello" })).status).toBe(201);
    await until(() => stage.idle());
    const reader = stage.functions.invocations().filter((invocation) => invocation.source === "stream");
    expect(reader.flatMap((invocation) => invocation.logs).join()).toContain("saw hello");
    expect(stage.requests().map(({ method, path, status }) => ({ method, path, status }))).toEqual([
      { method: "POST", path: "/v1/note", status: 201 },
    ]);
  });

  test("keeps what everybody may have until its clock says that it is over, or somebody empties the cache", async () => {
    const stage = await start();
    const from = async () => (await fetch(`${stage.ready.web}/v1/kept`)).headers.get("x-cache");
    expect([await from(), await from()]).toEqual(["Miss from cloudfront", "Hit from cloudfront"]);
    stage.clock.advance(60_000);
    expect([await from(), await from()]).toEqual(["Miss from cloudfront", "Hit from cloudfront"]);
    expect((await post(`${stage.ready.console}/api/cache/clear`)).status).toBe(200);
    expect(await from()).toBe("Miss from cloudfront");
  });

  test("tells the API under which name the shop was asked for, whatever the caller claims", async () => {
    const { ready } = await start();
    const answer = await fetch(`${ready.web}/v1/host`, { headers: { "x-forwarded-host": "elsewhere.example" } });
    expect(await answer.text()).toBe(new URL(ready.web).host);
  });

  test("says so where the site would be when it runs without one", async () => {
    const { ready } = await start();
    const answer = await fetch(`${ready.web}/`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("--no-web");
  });

  test("follows the program when it is saved, and runs on while it is broken", async () => {
    const root = newProgram();
    const { ready } = await start({ root });
    writeFileSync(join(root, "infra/all.ts"), "const = 3;");
    expect((await post(`${ready.api}/v1/note`, { text: "1" })).status).toBe(201);
    writeFileSync(join(root, "infra/all.ts"), infra.replace("ANY /v1/{proxy+}", "ANY /v2/{proxy+}"));
    await until(async () => (await post(`${ready.api}/v2/note`, { text: "2" })).status === 201);
    expect((await post(`${ready.api}/v1/note`, { text: "3" })).status).toBe(404);
  });
});

describe("the console", () => {
  test("shows a poisoned message among the dead letters, and sends it back on demand", async () => {
    const { ready, clock } = await start();
    await post(`${ready.api}/v1/job`);
    const dead = async () => {
      clock.advance(2_000);
      const state = (await (await fetch(`${ready.console}/api/state`)).json()) as {
        queues: { id: string; visible: number; messages: { body: string }[] }[];
      };
      return state.queues.find((queue) => queue.id === "Dead");
    };
    await until(async () => (await dead())?.visible === 1);
    expect((await dead())?.messages.map((message) => message.body)).toEqual(["poison"]);
    expect(await (await post(`${ready.console}/api/queues/Dead/redrive`)).json()).toEqual({ moved: 1 });
  });

  test("moves the clock forward, and not back", async () => {
    const { ready, clock } = await start();
    const before = clock.now();
    expect((await post(`${ready.console}/api/clock/advance`, { milliseconds: 3_600_000 })).status).toBe(200);
    expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
    expect((await post(`${ready.console}/api/clock/advance`, { milliseconds: -1 })).status).toBe(409);
  });

  test("refuses changes that another site asks for", async () => {
    const { ready, clock } = await start();
    const url = `${ready.console}/api/clock/advance`;
    const before = clock.now();
    const body = '{"milliseconds":3600000}';
    expect((await fetch(url, { method: "POST", body, headers: { origin: "http://evil.example" } })).status).toBe(403);
    expect((await fetch(url, { method: "POST", body, headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    expect(clock.now() - before).toBeLessThan(3_600_000);
  });

  test("switches faults while it runs, those of the database only when it was started with faults", async () => {
    const plain = await start();
    const put = (url: string, body: unknown) => fetch(`${url}/api/faults`, { method: "PUT", body: JSON.stringify(body) });
    expect((await put(plain.ready.console, { duplicate: 1 })).status).toBe(200);
    const refused = await put(plain.ready.console, { conflict: { windowMilliseconds: 10 } });
    expect(refused.status).toBe(409);
    expect(((await refused.json()) as { error: string }).error).toContain("--faults");
    expect(((await (await put(plain.ready.console, { bogus: 1 })).json()) as { error: string }).error).toContain('"bogus"');
    const faulty = await start({ faults: {} });
    expect((await put(faulty.ready.console, { conflict: { windowMilliseconds: 10 } })).status).toBe(200);
    expect(faulty.faults()).toEqual({ conflict: { windowMilliseconds: 10 } });
  });

  test("serves its page with a policy that runs no foreign script", async () => {
    const { ready } = await start();
    const answer = await fetch(ready.console);
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(await answer.text()).toContain("<title>tiny · console</title>");
    for (const asset of ["browser.js", "view.js", "element.js", "console.css"])
      expect((await fetch(`${ready.console}/${asset}`)).status).toBe(200);
  });
});
