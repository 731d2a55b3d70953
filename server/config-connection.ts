import * as z from "zod";
import { FrameAncestor, isLoopback, Origin } from "./config-addresses.ts";

/** The FHIR base URL of an EHR. */
export const Iss = z.url({
  protocol: /^https?$/,
  error: "must be the FHIR base URL exactly as the EHR sends it",
});

export const Id = z.string().regex(/^[a-z0-9-]{1,40}$/, "must be 1 to 40 of a-z, 0-9 and -");

/**
 * What the reads and the write-back of one patient's chart need, in the words of SMART App Launch 2; an EHR that
 * speaks the first version is asked in its own. The words of the launch, the user and lasting access are added to it.
 * https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html
 */
const defaultScopes = [
  "patient/Patient.r",
  "patient/Condition.rs",
  "patient/Consent.rs",
  "patient/CarePlan.rus",
  "patient/Encounter.rs",
  "patient/Task.crus",
  "patient/Coverage.rs",
  "patient/Goal.rs",
  "patient/CareTeam.rs",
  "patient/MedicationRequest.rs",
  "patient/AllergyIntolerance.rs",
  "patient/Procedure.rs",
  "patient/Observation.rs",
  "patient/DocumentReference.rs",
  "patient/QuestionnaireResponse.rs",
  "patient/Claim.rs",
  "patient/ExplanationOfBenefit.rs",
  "patient/ServiceRequest.rs",
  "patient/EpisodeOfCare.rs",
] as const;

const Scope = z
  .string()
  .regex(/^\S+$/)
  .refine((scope) => !scope.includes("*"), "must name what it is for: CareMonth asks for no wildcard");

/** How the practice's client is registered at the EHR. A secret stands in the environment or a file, never here. */
const clientAuthentications = [
  "public",
  "private_key_jwt",
  "client_secret_basic",
  "client_secret_post",
] as const;

const Setting = z.strictObject({
  iss: Iss,
  name: z.string().min(1),
  client_id: z.string().min(1),
  auth: z.enum(clientAuthentications),
  /** Which of the client's keys signs its assertions; the first of the key file unless said otherwise. */
  signing_alg: z.enum(["RS384", "ES384"]).optional(),
  client_secret_env: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, "must be the name of an environment variable")
    .optional(),
  client_secret_file: z.string().min(1).optional(),
  scopes: z.array(Scope).default([...defaultScopes]),
  frame_ancestors: z.array(FrameAncestor),
  endpoint_origins: z.array(Origin).default([]),
  /** Whose patients are seen through it; people who work in several are asked for which one they came. */
  practices: z
    .array(Id)
    .min(1)
    .refine((ids) => new Set(ids).size === ids.length, "names one practice twice"),
  /** Which kind of EHR it is, where its ways of searching are known. */
  vendor: z.enum(["generic", "epic", "oracle"]).optional(),
  insecure_http: z.boolean().default(false),
});

/** One EHR that may launch CareMonth. */
export const ConnectionSetting = Setting.superRefine((setting, check) => {
  for (const { at, message } of [...addressProblems(setting), ...clientProblems(setting)])
    check.addIssue({ code: "custom", path: [at], message });
});
export type ConnectionSetting = z.infer<typeof ConnectionSetting>;

interface ConnectionProblem {
  readonly at: keyof ConnectionSetting;
  readonly message: string;
}

function addressProblems({ iss, insecure_http }: ConnectionSetting): ConnectionProblem[] {
  const problems: ConnectionProblem[] = [];
  if (!iss.startsWith("https://") && !(insecure_http && isLoopback(iss)))
    problems.push({
      at: "iss",
      message: "must be https; plain http is only for an EHR on this machine, with insecure_http set to true",
    });
  if (insecure_http && !isLoopback(iss))
    problems.push({
      at: "insecure_http",
      message: "may be true only for an EHR on this machine (localhost, 127.0.0.1, ::1)",
    });
  return problems;
}

function clientProblems(setting: ConnectionSetting): ConnectionProblem[] {
  const { auth, signing_alg, client_secret_env, client_secret_file } = setting;
  const named = [client_secret_env, client_secret_file].filter((one) => one !== undefined).length;
  const wanted = auth === "client_secret_basic" || auth === "client_secret_post" ? 1 : 0;
  const problems: ConnectionProblem[] = [];
  if (signing_alg !== undefined && auth !== "private_key_jwt")
    problems.push({ at: "signing_alg", message: "goes with private_key_jwt alone" });
  if (named !== wanted)
    problems.push({
      at: "auth",
      message:
        wanted === 1
          ? "needs either client_secret_env, which names a variable, or client_secret_file, which names a file"
          : "goes without client_secret_env and client_secret_file",
    });
  return problems;
}
