import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { createApi } from "../../app/api.ts";
import { asked, browserAround, refusal, server } from "./dom.tsx";

browserAround();

const seen: Headers[] = [];
beforeEach(() => {
  seen.length = 0;
});

/** A server that knows a caller by the bearer alone. */
function withoutCookies() {
  server.use(
    http.get("/api/x", ({ request }) => {
      seen.push(request.headers);
      const known = request.headers.get("authorization") === "Bearer secret";
      return known ? HttpResponse.json({ fine: true }) : refusal(401, "launch_required");
    }),
  );
}

describe("the one way to our own server", () => {
  it("names its launch in every call and sends no bearer while the cookie does", async () => {
    server.use(
      http.get("/api/x", ({ request }) => {
        seen.push(request.headers);
        return HttpResponse.json({ fine: true });
      }),
    );
    const { call } = createApi({ launch: "abc", bearer: "secret" });
    expect(await call({ path: "/api/x", background: true })).toEqual({ ok: true, value: { fine: true } });
    expect(seen[0]?.get("x-caremonth-launch")).toBe("abc");
    expect(seen[0]?.get("x-caremonth-background")).toBe("1");
    expect(seen[0]?.get("authorization")).toBeNull();
  });

  it("uses the bearer once the server has said that no cookie came, and from then on at once", async () => {
    withoutCookies();
    const { call } = createApi({ launch: "abc", bearer: "secret" });
    expect(await call({ path: "/api/x" })).toMatchObject({ ok: true });
    expect(await call({ path: "/api/x" })).toMatchObject({ ok: true });
    expect(seen.map((headers) => headers.get("authorization"))).toEqual([
      null,
      "Bearer secret",
      "Bearer secret",
    ]);
  });

  it("lets both of two calls at once find the bearer", async () => {
    withoutCookies();
    const { call } = createApi({ launch: "abc", bearer: "secret" });
    const answers = await Promise.all([call({ path: "/api/x" }), call({ path: "/api/x" })]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  });

  it("asks only once without a bearer", async () => {
    withoutCookies();
    const { call } = createApi({ launch: "abc", bearer: null });
    expect(await call({ path: "/api/x" })).toMatchObject({
      ok: false,
      problem: { code: "launch_required", status: 401 },
    });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["a lost read", "GET" as const, "no_answer"],
    ["a lost write", "POST" as const, "lost_answer"],
  ])("tells %s from a refusal", async (_, method, code) => {
    server.use(http.all("/api/x", () => HttpResponse.error()));
    const { call } = createApi({ launch: "abc", bearer: null });
    expect(await call({ path: "/api/x", method })).toMatchObject({ ok: false, problem: { code, status: 0 } });
  });

  it("does not repeat a stranger's words", async () => {
    server.use(http.get("/api/x", () => new HttpResponse("<h1>Proxy down</h1>", { status: 502 })));
    const { call } = createApi({ launch: "abc", bearer: null });
    const answer = await call({ path: "/api/x" });
    expect(answer).toMatchObject({ ok: false, problem: { code: "unreadable_answer", status: 502 } });
    expect(JSON.stringify(answer)).not.toContain("Proxy");
  });

  it("takes an empty answer for what it is", async () => {
    server.use(http.post("/api/x", () => new HttpResponse(null, { status: 204 })));
    const { call } = createApi({ launch: "abc", bearer: null });
    expect(await call({ path: "/api/x", method: "POST", body: {} })).toEqual({ ok: true, value: null });
  });
});
