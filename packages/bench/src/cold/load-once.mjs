// Runs in a process of its own, plain JavaScript so that nothing is loaded but the file: loads it, says what that took; with an event
// it lets the handler answer once, and says what both took.
import { createRequire } from "node:module";

const [, , file, event] = process.argv;
const require = createRequire(import.meta.url);
const cpu = process.cpuUsage();
const memory = process.memoryUsage().rss;
const began = performance.now();
// As Lambda does: CommonJS is required.
const { handler } = file.endsWith(".cjs") ? require(file) : await import(file);
let answer;
if (event) answer = await handler(JSON.parse(event), {});
const milliseconds = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
const bytes = process.memoryUsage().rss - memory;
const all = process.cpuUsage();
const whole = (all.user + all.system) / 1000;
process.stdout.write(
  JSON.stringify({ milliseconds, cpuMilliseconds: (user + system) / 1000, wholeMilliseconds: whole, bytes, status: answer?.statusCode }),
);
process.exit(0);
