"""The web app: one page so far, the chat. Started by ``thutuc ui``."""

from __future__ import annotations

import streamlit as st

from ingest.labels import label
from ui import chat_page

st.set_page_config(page_title=label("app.title"), layout="centered", initial_sidebar_state="collapsed")
st.html(chat_page.FOLDER / "style.css")
st.navigation([st.Page(chat_page.show, title=label("app.chat"), url_path="hoi-dap", default=True)]).run()
