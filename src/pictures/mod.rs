//! Editors pictures
