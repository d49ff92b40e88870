import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";

import { mount } from "svelte";

import App from "./App.svelte";
import { router } from "./lib/router.svelte";
import { themes } from "./lib/theme.svelte";

themes.start();
router.start();

const target = document.getElementById("pages");
if (!target) throw new Error("The page has no place for the pages.");
mount(App, { target });
