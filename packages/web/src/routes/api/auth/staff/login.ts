import type { APIEvent } from "@solidjs/start/server";
import { signIn } from "../../../../server/auth-flow.ts";

export const GET = ({ request }: APIEvent): Promise<Response> => signIn(request, "staff");
