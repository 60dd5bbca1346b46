use	crate::Block ;
pub	fn	one( ) -> Block	{	Block ( vec! [ 1 ] )	}