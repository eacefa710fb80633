import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { arn, bodies, drain, mapping, newFile, openStage, queue, removeFile, type QueueEvent } from "./stage.ts";

/** Runs the child until it has acknowledged some messages, and kills it without mercy. */
async function killWhileSending(file: string): Promise<string[]> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("persistence-child.ts", import.meta.url)), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  const enough = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.length > 2_000) resolve();
    });
  });
  await Promise.race([enough, once(child, "exit")]);
  child.kill("SIGKILL");
  await once(child, "close");
  return output.slice(0, output.lastIndexOf("\n")).split("\n");
}

describe("after a kill -9", () => {
  test("every acknowledged message is there once, and what a dead worker held comes back", async () => {
    const file = newFile();
    const acknowledged = await killWhileSending(file);
    const handled: string[] = [];
    const receives: string[] = [];
    const stage = await openStage({
      file,
      graph: { queues: [queue("order"), queue("stuck")], mappings: [mapping("order", "Order"), mapping("stuck", "Stuck")] },
      handlers: {
        Order: (event) => void handled.push(...bodies(event)),
        Stuck: (event) =>
          void receives.push(...(event as QueueEvent).Records.map((record) => record.attributes["ApproximateReceiveCount"] ?? "")),
      },
    });
    await drain(stage);
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(handled.slice(0, acknowledged.length)).toEqual(acknowledged);
    expect(new Set(handled).size).toBe(handled.length);
    expect(receives).toEqual(["2"]);
    expect(stage.services.rows.get("stream:Table")).toEqual({ sequence: "42" });
    await stage.close();
    removeFile(file);
  });
});

describe("after a restart", () => {
  test("delayed messages, schedules, mail, events and rows go on", async () => {
    const file = newFile();
    const program = { queues: [queue("hold")], crons: [{ id: "Sweep", schedule: "rate(1 hour)", functionId: "Sweep", enabled: true }] };
    const before = await openStage({ file, graph: program, handlers: { Sweep: () => null } });
    before.services.send(arn("hold"), "later", 900);
    before.services.rows.put("a:1", [1]);
    const next = before.services.rows.get("cron:Sweep");
    await before.close();
    const after = await openStage({ file, graph: program, handlers: { Sweep: () => null } });
    expect(after.services.queues()).toMatchObject([{ name: "hold", delayed: 1, visible: 0 }]);
    expect(after.services.rows.get("cron:Sweep")).toEqual(next);
    expect(after.services.rows.list("a:")).toEqual([{ key: "a:1", value: [1] }]);
    await after.close();
    removeFile(file);
  });
});
