import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/Paper.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "./dialog.css";
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Something is typed in it: a stray click beside it does not close it. */
  readonly typed?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the page. Escape and the cross close it; loaded only when one is opened. */
export function Dialog({ title, onClose, typed = false, children }: DialogProps) {
  return (
    <Modal
      opened
      className="dialog"
      onClose={onClose}
      title={title}
      size="lg"
      closeOnClickOutside={!typed}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {children}
    </Modal>
  );
}
