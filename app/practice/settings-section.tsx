import type { PracticeView } from "../../server/contract/practice-view.ts";
import { Card } from "../ui/card.tsx";
import { Note } from "../ui/note.tsx";
import { SettingRow } from "./setting-row.tsx";
import { settingGroups } from "./setting-words.ts";

/** Every setting of the practice, by what it is about. */
export function SettingsSection({ view, saidIn }: { view: PracticeView; saidIn: string }) {
  return (
    <div className="sections-body">
      {view.changes.length === 0 && (
        <Note tone="unk" title="Nobody has set anything yet">
          <p>
            What has a default holds by it. The rest is not known, and no code is ready on what is not known:
            begin with what CCM asks of the practice.
          </p>
        </Note>
      )}
      {settingGroups.map(([title, keys]) => (
        <Card key={title} title={title}>
          <ul>
            {keys.map((key) => (
              <SettingRow key={key} view={view} name={key} saidIn={saidIn} />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  );
}
