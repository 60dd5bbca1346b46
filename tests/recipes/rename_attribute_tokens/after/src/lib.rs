use clap::{Parser, ValueEnum};

pub const JOB_LIMIT: usize = 4;

#[derive(Clone, Debug, ValueEnum)]
pub enum Color {
    Auto,
    Never,
}

#[derive(derive_more::From, Debug)]
pub struct Depth(u8);

#[derive(Parser)]
#[command(name = "Level", about = "ColorWhen", after_help = help(JOB_LIMIT))]
pub struct Cli {
    /// When to use colours.
    #[arg(long, default_value_t = Color::Auto, value_parser = clap::value_parser!(Color))]
    pub color: Color,
    #[arg(value_parser = read_job, requires = "ColorWhen", parse_job)]
    pub job: u8,
    #[cfg_attr(unix, arg(default_values_t = [JOB_LIMIT, crate::JOB_LIMIT]))]
    pub most: Vec<usize>,
}

fn help(_: usize) -> String {
    String::new()
}

fn read_job(text: &str) -> Result<u8, std::num::ParseIntError> {
    text.parse()
}

#[tracing::instrument(skip(parse_job), err(level = Depth::WARN), fields(most = JOB_LIMIT, Level))]
pub fn run(parse_job: u8) -> Result<(), u8> {
    Err(parse_job)
}

#[enum_dispatch::enum_dispatch]
pub trait Voice {}

#[enum_dispatch::enum_dispatch(Voice)]
pub enum Animal {
    Cat,
}

#[unheard_of(Sound, Level = 3, Level(Depth::WARN))]
pub struct Cat;

impl Depth {
    pub const WARN: Depth = Depth(1);
}
