import type { APIEvent } from "@solidjs/start/server";
import { signOut } from "../../../../server/auth-flow.ts";

export const POST = ({ request }: APIEvent): Promise<Response> => signOut(request, "staff");
