// Runs in a process of its own, plain JavaScript so that nothing is loaded but the file: loads it, says what that took.
const cpu = process.cpuUsage();
const memory = process.memoryUsage().rss;
const began = performance.now();
await import(process.argv[2]);
const milliseconds = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
const bytes = process.memoryUsage().rss - memory;
const all = process.cpuUsage();
const whole = (all.user + all.system) / 1000;
process.stdout.write(JSON.stringify({ milliseconds, cpuMilliseconds: (user + system) / 1000, wholeMilliseconds: whole, bytes }));
process.exit(0);
