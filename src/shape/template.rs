//! Texts with tab stops, which a shape writes for completion.

/// A text with tab stops: a snippet, or plain text for a client without snippets.
#[derive(Clone, Default)]
pub struct Template {
    /// Its parts in order.
    pub parts: Vec<Part>,
    /// The number of its tab stops.
    pub stops: u32,
}

/// A part of such a text.
#[derive(Clone)]
pub enum Part {
    /// A text.
    Text(String),
    /// A tab stop, by its number from 1.
    Stop(u32),
    /// A tab stop with a placeholder.
    Hint(u32, String),
    /// A new line, and the column where its text begins.
    Line(u32),
}

impl Template {
    /// Adds a text.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Text(text.into()));
        self
    }

    /// A tab stop; the cursor ends up at the last one.
    pub fn stop(mut self) -> Self {
        self.stops += 1;
        self.parts.push(Part::Stop(self.stops));
        self
    }

    /// A tab stop with a placeholder, which is plain text for a client without snippets.
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.stops += 1;
        self.parts.push(Part::Hint(self.stops, text.into()));
        self
    }

    /// Adds a line break and an indentation of `column` columns.
    pub fn line(mut self, column: u32) -> Self {
        self.parts.push(Part::Line(column));
        self
    }
}
