import { type Problem, problems } from "./problems.ts";
