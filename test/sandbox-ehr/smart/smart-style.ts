/** What `smart_style_url` of the token response points at, after SMART App Launch 2.2, section "Styling". */
export const smartStyle = {
  color_background: "#f4f6f8",
  color_error: "#9e2d2d",
  color_highlight: "#1f6f8b",
  color_modal_backdrop: "",
  color_success: "#2f6b46",
  color_text: "#1d2733",
  dim_border_radius: "4px",
  dim_font_size: "14px",
  dim_spacing_size: "16px",
  font_family_body: "system-ui, sans-serif",
  font_family_heading: "system-ui, sans-serif",
} as const;
