import { type CSSVariablesResolver, createTheme } from "@mantine/core";

const font = '"Segoe UI", -apple-system, Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const mono =
  '"Cascadia Mono", Consolas, "SF Mono", Menlo, "Roboto Mono", "Liberation Mono", "Courier New", monospace';

/** The design language as Mantine wants it: one action colour, compact controls, two weights. */
export const theme = createTheme({
  fontFamily: font,
  fontFamilyMonospace: mono,
  primaryColor: "act",
  primaryShade: 7,
  colors: {
    act: [
      "#e9f0fa",
      "#d3e1f4",
      "#a9c2e6",
      "#7fa3d8",
      "#5c88c8",
      "#3f6fb6",
      "#2c5ca9",
      "#1d4f9e",
      "#153c7a",
      "#0c2a58",
    ],
  },
  black: "#16202c",
  defaultRadius: 6,
  cursorType: "pointer",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  components: {
    Button: { defaultProps: { size: "xs" } },
    NativeSelect: { defaultProps: { size: "xs" } },
    Table: { defaultProps: { verticalSpacing: 7, horizontalSpacing: 8 } },
  },
});

/** The greys and grounds of the library, taken from the one token sheet. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "var(--card)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink2)",
    "--mantine-color-default-border": "var(--edge)",
  },
  dark: {},
});
