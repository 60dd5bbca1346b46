use	crate::Chunk ;
pub	fn	one( ) -> Chunk	{	Chunk ( vec! [ 1 ] )	}