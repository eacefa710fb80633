import type { APIEvent } from "@solidjs/start/server";
import { finishSignIn } from "../../../../server/auth-flow.ts";

export const GET = ({ request }: APIEvent): Promise<Response> => finishSignIn(request, "staff");
