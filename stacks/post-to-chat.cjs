// Runs as it is, inside the template: plain JavaScript of at most 4 KB, with the SDK of Lambda's runtime.
const { GetParameterCommand, SSMClient } = require("@aws-sdk/client-ssm");

const parameters = new SSMClient({ maxAttempts: 3 });
let webhook;

async function webhookUrl() {
  webhook ??= await parameters
    .send(new GetParameterCommand({ Name: process.env.WEBHOOK_PARAMETER, WithDecryption: true }))
    .then(({ Parameter }) => Parameter.Value);
  return webhook;
}

/** What a person needs at night: what, where, since when, and what it means. */
function sentence({ Subject, Message }) {
  try {
    const alarm = JSON.parse(Message);
    if (!alarm.AlarmName) return `${Subject ?? alarm["detail-type"] ?? "Notice"}: ${Message.slice(0, 1500)}`;
    const sign = alarm.NewStateValue === "ALARM" ? "ALARM" : "over";
    return `${sign}: ${alarm.AlarmName} (${alarm.Region}, ${alarm.StateChangeTime})\n${alarm.AlarmDescription ?? ""}\n${alarm.NewStateReason}`;
  } catch {
    return `${Subject ?? "Notice"}: ${Message.slice(0, 1500)}`;
  }
}

exports.handler = async ({ Records }) => {
  const url = await webhookUrl();
  for (const { Sns } of Records) {
    const text = sentence(Sns);
    // Slack and Mattermost read `text`, Discord reads `content`.
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text, content: text }),
      signal: AbortSignal.timeout(5000),
    });
    // Thrown, it is tried twice more and then lies with the dead letters.
    if (!response.ok) throw new Error(`the chat answered ${response.status}`);
  }
};
