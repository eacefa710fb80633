import { type Problem, unknownOutcome } from "../server/problem.ts";
import type { Text } from "../i18n/text.ts";
import { Notice } from "./notice.tsx";
import { useText } from "./shell.tsx";

function declined(code: unknown, text: Text): string {
  if (code === "insufficient_funds") return text.error.insufficient_funds;
  return code === "authentication_failed" || code === "authentication_required" ? text.error.authentication_failed : text.error.declined;
}

function messageOf(problem: Problem, text: Text): string {
  if (problem.code === "payment.declined") return declined(problem.declineCode, text);
  if (problem.code === "site.choose_card") return text.error.chooseCard;
  if (unknownOutcome(problem)) return text.error.unknownOutcome;
  if (problem.code === "payment.too_many_attempts") return text.error.attempts;
  return problem.status === 409 ? text.error.payLater : text.error.other;
}

/** Why the payment did not happen. */
export function PayProblem(props: { problem: Problem }) {
  const text = useText();
  return (
    <Notice kind="problem" first>
      {messageOf(props.problem, text)}
    </Notice>
  );
}
