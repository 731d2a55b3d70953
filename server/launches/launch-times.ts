const minute = 60_000;

/** How long the EHR's sign-in may take. */
const pendingMinutes = 10;
/** How long a launch lasts at most, and its cookie with it. */
export const launchSeconds = 12 * 60 * 60;
export const pendingSeconds = pendingMinutes * 60;

/** When a launch begun at `now` can no longer be finished. */
export function pendingUntil(now: string): string {
  return later(now, pendingMinutes * minute);
}

/** When a launch pinned at `now` ends by itself. */
export function launchUntil(now: string): string {
  return later(now, launchSeconds * 1000);
}

/** Whether nobody used the launch for longer than the limit. Exactly the limit is still in use. */
export function isIdle(lastActive: string, now: string, idleMinutes: number): boolean {
  return Date.parse(now) - Date.parse(lastActive) > idleMinutes * minute;
}

/** Whether the moment has come. */
export function isPast(instant: string, now: string): boolean {
  return Date.parse(instant) <= Date.parse(now);
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}
