import type { FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";
import type { LogTarget } from "./deps.ts";

/**
 * Log settings under which a line is an object of ours and nothing else. Free text is dropped, because libraries
 * put URLs into it; requests, replies and errors are cut down to what cannot name a patient.
 */
export function logOptions({ level, stream }: LogTarget): NonNullable<FastifyServerOptions["logger"]> {
  return {
    level,
    stream,
    base: null,
    serializers: { req: () => ({}), res: () => ({}), err: shapeOf },
    hooks: {
      logMethod([first], write) {
        // The empty text keeps pino from taking an error's message for it.
        write.apply(this, [isRecord(first) ? first : {}, ""]);
      },
    },
  };
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** An error's kind, its code and where it arose. Its own words may quote PHI and stay out. */
function shapeOf(error: unknown): { type: string; message: string; stack: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: "", stack: "" };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const frames = framesOf(error).filter((line) => /^ {4}at /.test(line));
  return { type: error.name, message: code, stack: frames.slice(0, 12).join("\n") };
}

/** A stack begins with the error's words, which may look like a frame themselves; none where they are not found. */
function framesOf({ stack = "", message }: Error): readonly string[] {
  const words = stack.indexOf(message);
  return words === -1 ? [] : stack.slice(words + message.length).split("\n");
}

/** One line per answered request: what kind, how it went, how long it took. */
export function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info({
    event: "answered",
    method: request.method,
    route: request.routeOptions.url ?? null,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
  });
}
