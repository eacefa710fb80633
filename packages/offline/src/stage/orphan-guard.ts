/** Loaded before a child's own code (`node --import`): ends the child when the stage is gone, even by kill -9. */
const stage = Number(process.env.SOUK_STAGE_PID);

function stageIsGone(): boolean {
  if (process.platform !== "win32") return process.ppid !== stage;
  try {
    process.kill(stage, 0);
    return false;
  } catch {
    return true;
  }
}

setInterval(() => {
  if (stageIsGone()) process.exit(1);
}, 500).unref();
