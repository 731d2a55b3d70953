import "./sections.css";
import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";

interface Section {
  readonly name: string;
  readonly content: ReactNode;
}

/** The parts of one screen, one in sight at a time. The arrow keys walk their names; a part left keeps its state. */
export function Sections({ label, sections }: { label: string; sections: readonly Section[] }) {
  return (
    <Tabs
      className="sections"
      variant="unstyled"
      defaultValue={sections[0]?.name ?? null}
      keepMountedMode="display-none"
    >
      <Tabs.List aria-label={label}>
        {sections.map(({ name }) => (
          <Tabs.Tab key={name} value={name}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {sections.map(({ name, content }) => (
        <Tabs.Panel key={name} value={name}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
